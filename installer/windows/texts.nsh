; Every text that a person sees, in English and German.

!macro Text NAME ENGLISH GERMAN
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_GERMAN} "${GERMAN}"
!macroend

LicenseLangString NoticeFile ${LANG_ENGLISH} "notice.en.txt"
LicenseLangString NoticeFile ${LANG_GERMAN} "notice.de.txt"

!insertmacro Text MainDescription \
  "The workstation, the command skinvl and the model." \
  "Der Arbeitsplatz, der Befehl skinvl und das Modell."
!insertmacro Text DesktopLink "Link on the desktop" "Verknüpfung auf dem Desktop"
!insertmacro Text DesktopDescription \
  "Puts a link to the workstation on the desktop." \
  "Legt eine Verknüpfung zum Arbeitsplatz auf den Desktop."
!insertmacro Text BundleType "SkinVL model bundle" "SkinVL-Modellpaket"

!insertmacro Text ScopeTitle "For whom" "Für wen"
!insertmacro Text ScopeSubtitle \
  "Who can start SkinVL on this computer." \
  "Wer SkinVL auf diesem Computer starten kann."
!insertmacro Text ForUser "Only for &me" "Nur für &mich"
!insertmacro Text ForMachine "For &all users of this computer" "Für &alle Benutzer dieses Computers"

!insertmacro Text RemoveTitle "Remove SkinVL" "SkinVL entfernen"
!insertmacro Text RemoveSubtitle \
  "The program is removed; data stay unless you ask for more." \
  "Das Programm wird entfernt; Daten bleiben, wenn Sie nicht mehr verlangen."
!insertmacro Text RemoveText \
  "Patients, images, reports and backups in this user's own SkinVL folder stay on this computer. A new installation finds them again." \
  "Patienten, Bilder, Befunde und Sicherungen im SkinVL-Ordner dieses Benutzers bleiben auf dem Computer. Eine neue Installation findet sie wieder."
!insertmacro Text RemoveDataBox \
  "Delete these data too, for ever" \
  "Auch diese Daten löschen, für immer"
!insertmacro Text ReallyRemoveData \
  "Delete all patients, images, reports and backups in this user's SkinVL folder? Nobody can bring them back." \
  "Alle Patienten, Bilder, Befunde und Sicherungen im SkinVL-Ordner dieses Benutzers löschen? Niemand kann sie wiederherstellen."

!insertmacro Text CannotLog \
  "The log $1 cannot be written; name another file with /LOG=." \
  "Das Protokoll $1 kann nicht geschrieben werden; nennen Sie mit /LOG= eine andere Datei."
!insertmacro Text CannotWrite \
  "Not all files could be written to $INSTDIR. Nothing was changed; check the folder's rights and the disk." \
  "Nicht alle Dateien konnten nach $INSTDIR geschrieben werden. Nichts wurde verändert; prüfen Sie die Rechte des Ordners und den Datenträger."
!insertmacro Text CannotReplace \
  "$FailedFile could not be put into $INSTDIR. The program is not complete: close all programs and run this set-up again. Data are not touched." \
  "$FailedFile konnte nicht nach $INSTDIR gelegt werden. Das Programm ist unvollständig: Schließen Sie alle Programme und starten Sie diese Installation noch einmal. Daten sind unberührt."
!insertmacro Text OldVersionStays \
  "Version $OldVersion in $OldFolder could not be removed. Close SkinVL and run this set-up again." \
  "Version $OldVersion in $OldFolder konnte nicht entfernt werden. Schließen Sie SkinVL und starten Sie diese Installation noch einmal."
!insertmacro Text CannotRemove \
  "$FailedFile in $INSTDIR could not be removed. Close all programs and try again." \
  "$FailedFile in $INSTDIR konnte nicht entfernt werden. Schließen Sie alle Programme und versuchen Sie es noch einmal."
!insertmacro Text SelfTestFailed \
  "SkinVL is installed, but its self-test found a fault. Run: skinvl --selftest" \
  "SkinVL ist installiert, aber der Selbsttest fand einen Fehler. Starten Sie: skinvl --selftest"

!insertmacro Text NeedsWindows \
  "SkinVL needs Windows 10 (1809) or newer." \
  "SkinVL braucht Windows 10 (1809) oder neuer."
!insertmacro Text NeedsAdministrator \
  "For all users the set-up has to be run as administrator." \
  "Für alle Benutzer muss die Installation als Administrator gestartet werden."
!insertmacro Text InstalledByMsi \
  "SkinVL was installed on this computer by an MSI package; update it with the MSI package." \
  "SkinVL wurde auf diesem Computer mit einem MSI-Paket installiert; aktualisieren Sie es mit dem MSI-Paket."
!insertmacro Text NewerInstalled \
  "The newer version $OldVersion is installed; ${VERSION} would not understand its data. Remove it first if you have to go back; data stay." \
  "Die neuere Version $OldVersion ist installiert; ${VERSION} würde deren Daten nicht verstehen. Entfernen Sie sie zuerst, wenn Sie zurück müssen; Daten bleiben."
!insertmacro Text PathTooLong \
  "The path $INSTDIR is too long for the program's files; choose a shorter one." \
  "Der Pfad $INSTDIR ist für die Dateien des Programms zu lang; wählen Sie einen kürzeren."
!insertmacro Text FolderOfData \
  "$INSTDIR lies in the folder of SkinVL's data; choose another one." \
  "$INSTDIR liegt im Ordner der SkinVL-Daten; wählen Sie einen anderen."
!insertmacro Text FolderNotEmpty \
  "$INSTDIR holds other files; choose an empty or a new folder." \
  "$INSTDIR enthält andere Dateien; wählen Sie einen leeren oder neuen Ordner."
!insertmacro Text NoSpace \
  "There is too little space for $INSTDIR: $1 MB are free, $2 MB are needed." \
  "Für $INSTDIR ist zu wenig Platz: $1 MB sind frei, $2 MB werden gebraucht."
!insertmacro Text ProgramRuns \
  "SkinVL is running. Close it, also for other users of this computer, and try again." \
  "SkinVL läuft. Schließen Sie es, auch bei anderen Benutzern dieses Computers, und versuchen Sie es noch einmal."
