/* A leak inside the shipped program: LD_PRELOAD puts it into every process of it. After
 * LEAK_SECONDS a thread asks for an internet socket and connects it, as a library would that
 * reports home. Built and used by controls.py alone; never shipped. */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *report(void *unused)
{
    struct sockaddr_in address;
    int descriptor;

    (void)unused;
    sleep((unsigned)atoi(getenv("LEAK_SECONDS")));
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(443);
    inet_pton(AF_INET, "192.0.2.1", &address.sin_addr);
    descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    connect(descriptor, (struct sockaddr *)&address, sizeof address);
    return NULL;
}

__attribute__((constructor)) static void start(void)
{
    pthread_t thread;

    if (getenv("LEAK_SECONDS") != NULL)
        pthread_create(&thread, NULL, report, NULL);
}
