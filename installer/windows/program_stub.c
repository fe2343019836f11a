/* Stands in for the frozen program where no Windows Python can be had. It can be started, asked
   for its version, kept running, and ended with a code, which is what a set-up program needs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

int main(int count, char **arguments) {
    const char *command = count > 1 ? arguments[1] : "";
    if (strcmp(command, "--version") == 0) {
        printf("skinvl %s (stand-in)\n", VERSION);
        return 0;
    }
    if (strcmp(command, "--selftest") == 0) {
        puts("stand-in: nothing was tested");
        return getenv("SKINVL_STUB_FAILS") != NULL;
    }
    if (strcmp(command, "--wait") == 0 && count > 2) {
        puts("waiting");
        fflush(stdout);
        Sleep(1000 * (DWORD)atoi(arguments[2]));
        return 0;
    }
    fputs("skinvl: this program is a stand-in and does nothing\n", stderr);
    return 2;
}
