<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>SHA-256 of the bundle</source>
        <translation>SHA-256 des Modellpakets</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>Berechnet auf</translation>
    </message>
    <message>
        <source>Licence of the model</source>
        <translation>Lizenz des Modells</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert mit</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>SkinVL is licensed under Apache-2.0. It uses Qt under the LGPL-3.0.</source>
        <translation>SkinVL steht unter der Lizenz Apache-2.0. Es verwendet Qt unter der LGPL-3.0.</translation>
    </message>
    <message>
        <source>{0} free on this computer</source>
        <translation>{0} auf diesem Rechner frei</translation>
    </message>
    <message>
        <source>{0}: too little for this model</source>
        <translation>{0}: zu wenig für dieses Modell</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Erstellt am</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signiert von</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>nothing is known against it</source>
        <translation>es ist nichts dagegen bekannt</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>SkinVL: recovery key</source>
        <translation>SkinVL: Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>Data folder: {folder}</source>
        <translation>Datenordner: {folder}</translation>
    </message>
    <message>
        <source>This key opens all data of this workstation if the passwords are lost. Whoever has it and the computer can read everything. Keep it locked away, not beside the computer. It cannot be shown again; an administrator can make a new one, and this one is then worth nothing.</source>
        <translation>Dieser Schlüssel öffnet alle Daten dieser Arbeitsstation, wenn die Passwörter verloren sind. Wer ihn und den Rechner hat, kann alles lesen. Bewahren Sie ihn verschlossen auf, nicht neben dem Rechner. Er kann nicht noch einmal angezeigt werden; ein Administrator kann einen neuen erstellen, dann ist dieser wertlos.</translation>
    </message>
</context>
<context>
    <name>Access</name>
    <message>
        <source>The settings were not saved: {0}</source>
        <translation>Die Einstellungen wurden nicht gespeichert: {0}</translation>
    </message>
    <message>
        <source>Recovery key of the sheet</source>
        <translation>Wiederherstellungsschlüssel vom Blatt</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>New password, ten characters or more</source>
        <translation>Neues Passwort, mindestens zehn Zeichen</translation>
    </message>
    <message>
        <source>Recovery</source>
        <translation>Wiederherstellung</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open ...</source>
        <translation>&amp;Öffnen ...</translation>
    </message>
    <message>
        <source>Open an image file</source>
        <translation>Bilddatei öffnen</translation>
    </message>
    <message>
        <source>&amp;Paste image</source>
        <translation>Bild ein&amp;fügen</translation>
    </message>
    <message>
        <source>Open the image on the clipboard</source>
        <translation>Bild aus der Zwischenablage öffnen</translation>
    </message>
    <message>
        <source>Open the sa&amp;mple</source>
        <translation>Beispielbild öffne&amp;n</translation>
    </message>
    <message>
        <source>Open the drawn sample image</source>
        <translation>Gezeichnetes Beispielbild öffnen</translation>
    </message>
    <message>
        <source>&amp;Save report ...</source>
        <translation>&amp;Bericht speichern ...</translation>
    </message>
    <message>
        <source>Save a PDF report</source>
        <translation>PDF-Bericht speichern</translation>
    </message>
    <message>
        <source>&amp;Report of the case ...</source>
        <translation>Befundbericht des F&amp;alls ...</translation>
    </message>
    <message>
        <source>Check, sign, print</source>
        <translation>Prüfen, signieren, drucken</translation>
    </message>
    <message>
        <source>&amp;Export ...</source>
        <translation>&amp;Exportieren ...</translation>
    </message>
    <message>
        <source>Save the case for other programs</source>
        <translation>Fall für andere Programme speichern</translation>
    </message>
    <message>
        <source>Set &amp;up the workstation ...</source>
        <translation>Arbeitsstation ein&amp;richten ...</translation>
    </message>
    <message>
        <source>Make a store for patients</source>
        <translation>Datenspeicher für Patienten anlegen</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Sperren</translation>
    </message>
    <message>
        <source>Lock; nothing is seen until log-in</source>
        <translation>Sperren; bis zur Anmeldung ist nichts zu sehen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>Close SkinVL</source>
        <translation>SkinVL schließen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>Ein&amp;passen</translation>
    </message>
    <message>
        <source>Show the whole image</source>
        <translation>Ganzes Bild zeigen</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>One image pixel per screen pixel</source>
        <translation>Ein Bildpixel pro Bildschirmpixel</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>&amp;Analysis</source>
        <translation>A&amp;nalyse</translation>
    </message>
    <message>
        <source>&amp;Ask a question</source>
        <translation>&amp;Frage stellen</translation>
    </message>
    <message>
        <source>Go to the question line</source>
        <translation>Zur Eingabezeile für Fragen gehen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Stop the answer or the analysis</source>
        <translation>Antwort oder Analyse anhalten</translation>
    </message>
    <message>
        <source>&amp;Restart the analysis process</source>
        <translation>Analyseprozess &amp;neu starten</translation>
    </message>
    <message>
        <source>Start it after it gave up</source>
        <translation>Startet ihn, nachdem er aufgegeben hat</translation>
    </message>
    <message>
        <source>&amp;Workstation</source>
        <translation>A&amp;rbeitsstation</translation>
    </message>
    <message>
        <source>&amp;Users ...</source>
        <translation>&amp;Benutzer ...</translation>
    </message>
    <message>
        <source>Add and disable users, reset passwords</source>
        <translation>Benutzer hinzufügen und sperren, Passwörter zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Password ...</source>
        <translation>&amp;Passwort ...</translation>
    </message>
    <message>
        <source>Change your own password</source>
        <translation>Eigenes Passwort ändern</translation>
    </message>
    <message>
        <source>Make a &amp;backup now</source>
        <translation>&amp;Jetzt sichern</translation>
    </message>
    <message>
        <source>Copy the store, and check it</source>
        <translation>Datenspeicher kopieren und prüfen</translation>
    </message>
    <message>
        <source>&amp;Settings ...</source>
        <translation>&amp;Einstellungen ...</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Models ...</source>
        <translation>&amp;Modelle ...</translation>
    </message>
    <message>
        <source>Install, activate and measure models</source>
        <translation>Modelle installieren, aktivieren und messen</translation>
    </message>
    <message>
        <source>Bac&amp;kups ...</source>
        <translation>&amp;Sicherungen ...</translation>
    </message>
    <message>
        <source>Backups that there are; check one</source>
        <translation>Vorhandene Sicherungen; eine davon prüfen</translation>
    </message>
    <message>
        <source>Resto&amp;re a backup ...</source>
        <translation>Sicherung &amp;wiederherstellen ...</translation>
    </message>
    <message>
        <source>Bring a backup back</source>
        <translation>Eine Sicherung zurückholen</translation>
    </message>
    <message>
        <source>Audit &amp;log ...</source>
        <translation>P&amp;rotokoll ...</translation>
    </message>
    <message>
        <source>Who did what, and when</source>
        <translation>Wer hat was getan, und wann</translation>
    </message>
    <message>
        <source>Self-&amp;test ...</source>
        <translation>Selbst&amp;test ...</translation>
    </message>
    <message>
        <source>Model, store, printer, backups</source>
        <translation>Modell, Datenspeicher, Drucker, Sicherungen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>The guide, at the page in view</source>
        <translation>Die Anleitung, bei der sichtbaren Seite</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>All keys of the page in view</source>
        <translation>Alle Tasten der sichtbaren Seite</translation>
    </message>
    <message>
        <source>&amp;Diagnostics ...</source>
        <translation>System&amp;diagnose ...</translation>
    </message>
    <message>
        <source>Facts for somebody who helps</source>
        <translation>Angaben für jemanden, der hilft</translation>
    </message>
    <message>
        <source>&amp;About SkinVL</source>
        <translation>&amp;Über SkinVL</translation>
    </message>
    <message>
        <source>Version, model, notice</source>
        <translation>Version, Modell, Hinweis</translation>
    </message>
    <message>
        <source>Main toolbar</source>
        <translation>Hauptwerkzeugleiste</translation>
    </message>
</context>
<context>
    <name>AdministratorPage</name>
    <message>
        <source>&amp;Next &gt;</source>
        <translation>&amp;Weiter &gt;</translation>
    </message>
    <message>
        <source>The administrator</source>
        <translation>Der Administrator</translation>
    </message>
    <message>
        <source>The administrator adds further users. A password of ten characters or more, several words for example, protects the data.</source>
        <translation>Der Administrator fügt weitere Benutzer hinzu. Ein Passwort aus mindestens zehn Zeichen, zum Beispiel mehreren Wörtern, schützt die Daten.</translation>
    </message>
    <message>
        <source>Name of the p&amp;erson</source>
        <translation>Name der P&amp;erson</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>Password &amp;again</source>
        <translation>Passwor&amp;t wiederholen</translation>
    </message>
    <message>
        <source>&amp;Make the store</source>
        <translation>Datenspeicher &amp;anlegen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Die beiden Passwörter stimmen nicht überein.</translation>
    </message>
    <message>
        <source>The store was made. Go on to the recovery sheet.</source>
        <translation>Der Datenspeicher wurde angelegt. Weiter geht es mit dem Wiederherstellungsblatt.</translation>
    </message>
</context>
<context>
    <name>AgreementView</name>
    <message>
        <source>No difference is left to settle.</source>
        <translation>Es ist keine Abweichung mehr zu klären.</translation>
    </message>
    <message>
        <source>{count} to settle. Photograph {number}: the first reader says {first}, the second {second}.</source>
        <translation>{count} zu klären. Aufnahme {number}: Der erste Befunder sagt {first}, der zweite {second}.</translation>
    </message>
    <message>
        <source>Settle on {name}</source>
        <translation>Auf {name} festlegen</translation>
    </message>
    <message>
        <source>Settling is for seniors and administrators.</source>
        <translation>Klären dürfen nur Oberärzte und Administratoren.</translation>
    </message>
    <message>
        <source>Both reads stay as they are; the consensus is kept beside them.</source>
        <translation>Beide Befunde bleiben, wie sie sind; der Konsens wird daneben gespeichert.</translation>
    </message>
    <message>
        <source>Agreement of first and second readers</source>
        <translation>Übereinstimmung von Erst- und Zweitbefundung</translation>
    </message>
</context>
<context>
    <name>AuditDialog</name>
    <message>
        <source>Audit log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>&amp;Check the log</source>
        <translation>Protokoll &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Export ...</source>
        <translation>&amp;Exportieren ...</translation>
    </message>
    <message>
        <source>The log is being checked ...</source>
        <translation>Das Protokoll wird geprüft ...</translation>
    </message>
    <message numerus="yes">
        <source>%n entries were written to {0}.</source>
        <translation>
            <numerusform>%n Eintrag wurde nach {0} geschrieben.</numerusform>
            <numerusform>%n Einträge wurden nach {0} geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is being written ...</source>
        <translation>Das Protokoll wird geschrieben ...</translation>
    </message>
    <message numerus="yes">
        <source>The log is whole: %n entries, nothing changed.</source>
        <translation>
            <numerusform>Das Protokoll ist unversehrt: %n Eintrag, nichts verändert.</numerusform>
            <numerusform>Das Protokoll ist unversehrt: %n Einträge, nichts verändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is broken: {0}.</source>
        <translation>Das Protokoll ist beschädigt: {0}.</translation>
    </message>
    <message>
        <source>Keep the data folder as it is and tell who looks after it.</source>
        <translation>Lassen Sie den Datenordner, wie er ist, und informieren Sie die betreuende Person.</translation>
    </message>
    <message>
        <source>Export the audit log</source>
        <translation>Protokoll exportieren</translation>
    </message>
    <message>
        <source>Entries of the audit log</source>
        <translation>Einträge des Protokolls</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>Every event</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <source>Every subject</source>
        <translation>Alle Gegenstände</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Only an administrator can export the log.</source>
        <translation>Nur ein Administrator kann das Protokoll exportieren.</translation>
    </message>
</context>
<context>
    <name>AuditTable</name>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Files are being copied and checked ...</source>
        <translation>Dateien werden kopiert und geprüft ...</translation>
    </message>
    <message>
        <source>No backup folder is chosen. Choose one here or in the settings.</source>
        <translation>Es ist kein Sicherungsordner gewählt. Wählen Sie einen hier oder in den Einstellungen.</translation>
    </message>
    <message>
        <source>Backups in {0}</source>
        <translation>Sicherungen in {0}</translation>
    </message>
    <message numerus="yes">
        <source>The backup was made, but %n image(s) or report(s) are missing in the store.</source>
        <translation>
            <numerusform>Die Sicherung wurde erstellt, aber im Datenspeicher fehlt %n Bild oder Befundbericht.</numerusform>
            <numerusform>Die Sicherung wurde erstellt, aber im Datenspeicher fehlen %n Bilder oder Befundberichte.</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ The backup is complete and was checked.</source>
        <translation>✓ Die Sicherung ist vollständig und wurde geprüft.</translation>
    </message>
    <message>
        <source>The backup is being made ...</source>
        <translation>Die Sicherung wird erstellt ...</translation>
    </message>
    <message>
        <source>✓ The backup of {0} is whole: {1}</source>
        <translation>✓ Die Sicherung von {0} ist unversehrt: {1}</translation>
    </message>
    <message>
        <source>The backup is being checked ...</source>
        <translation>Die Sicherung wird geprüft ...</translation>
    </message>
    <message>
        <source>✓ The backup of {0} was restored on trial, opened, and removed again: {1}</source>
        <translation>✓ Die Sicherung von {0} wurde probeweise wiederhergestellt, geöffnet und wieder entfernt: {1}</translation>
    </message>
    <message>
        <source>The backup is being restored on trial ...</source>
        <translation>Die Sicherung wird probeweise wiederhergestellt ...</translation>
    </message>
    <message>
        <source>The new recovery key is in force; the old one is worthless.</source>
        <translation>Der neue Wiederherstellungsschlüssel gilt; der alte ist wertlos.</translation>
    </message>
    <message>
        <source>The new recovery key is being made ...</source>
        <translation>Der neue Wiederherstellungsschlüssel wird erstellt ...</translation>
    </message>
    <message>
        <source>{0} is not there; plug it in or choose another one.</source>
        <translation>{0} ist nicht vorhanden; schließen Sie das Laufwerk an oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>the last sheet with a new recovery key was never completed; make a new key and print it.</source>
        <translation>das letzte Blatt mit einem neuen Wiederherstellungsschlüssel wurde nie abgeschlossen; erstellen Sie einen neuen Schlüssel und drucken Sie ihn.</translation>
    </message>
    <message>
        <source>There is no backup of this store here yet.</source>
        <translation>Hier gibt es noch keine Sicherung dieses Datenspeichers.</translation>
    </message>
    <message>
        <source>Looking for backups ...</source>
        <translation>Sicherungen werden gesucht ...</translation>
    </message>
    <message>
        <source>Only an administrator can do this.</source>
        <translation>Das kann nur ein Administrator.</translation>
    </message>
    <message>
        <source>Look for backups in</source>
        <translation>Sicherungen suchen in</translation>
    </message>
    <message>
        <source>Check the backup</source>
        <translation>Sicherung prüfen</translation>
    </message>
    <message>
        <source>Rehearse the restore</source>
        <translation>Wiederherstellung proben</translation>
    </message>
    <message>
        <source>Make a new recovery key? The sheet with the old key is worthless for this store afterwards; backups made until now still open with the old key. You have to print or write down the new one at once.</source>
        <translation>Einen neuen Wiederherstellungsschlüssel erstellen? Das Blatt mit dem alten Schlüssel ist danach für diesen Datenspeicher wertlos; bis jetzt erstellte Sicherungen lassen sich weiterhin mit dem alten Schlüssel öffnen. Den neuen müssen Sie sofort drucken oder aufschreiben.</translation>
    </message>
    <message>
        <source>New recovery key</source>
        <translation>Neuer Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>&amp;Make a backup now</source>
        <translation>Jetzt &amp;sichern</translation>
    </message>
    <message>
        <source>Copies what is new, and reads the copy back.</source>
        <translation>Kopiert, was neu ist, und liest die Kopie zurück.</translation>
    </message>
    <message>
        <source>&amp;Check it whole ...</source>
        <translation>&amp;Vollständig prüfen ...</translation>
    </message>
    <message>
        <source>Decrypts every file of the selected backup.</source>
        <translation>Entschlüsselt jede Datei der gewählten Sicherung.</translation>
    </message>
    <message>
        <source>&amp;Rehearse a restore ...</source>
        <translation>Wiederherstellung &amp;proben ...</translation>
    </message>
    <message>
        <source>Restores it beside the store, opens it, and removes it again.</source>
        <translation>Stellt sie neben dem Datenspeicher wieder her, öffnet sie und entfernt sie wieder.</translation>
    </message>
    <message>
        <source>&amp;Look in another folder ...</source>
        <translation>In anderem &amp;Ordner suchen ...</translation>
    </message>
    <message>
        <source>&amp;New recovery key ...</source>
        <translation>&amp;Neuer Wiederherstellungsschlüssel ...</translation>
    </message>
    <message>
        <source>Makes the printed key worthless and gives another one.</source>
        <translation>Macht den gedruckten Schlüssel wertlos und erstellt einen anderen.</translation>
    </message>
    <message>
        <source>Backups are encrypted like the store. Keep one of them outside this room.</source>
        <translation>Sicherungen sind wie der Datenspeicher verschlüsselt. Bewahren Sie eine davon außerhalb dieses Raumes auf.</translation>
    </message>
</context>
<context>
    <name>BackupPage</name>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>A second drive or a USB stick. Backups are encrypted, checked and thinned out by themselves; without one a broken disk means that everything is lost.</source>
        <translation>Ein zweites Laufwerk oder ein USB-Stick. Sicherungen werden verschlüsselt, geprüft und von selbst ausgedünnt; ohne sie bedeutet ein defektes Laufwerk, dass alles verloren ist.</translation>
    </message>
    <message>
        <source>Backup folder</source>
        <translation>Sicherungsordner</translation>
    </message>
    <message>
        <source>none chosen yet</source>
        <translation>noch keiner gewählt</translation>
    </message>
    <message>
        <source>Bro&amp;wse ...</source>
        <translation>D&amp;urchsuchen ...</translation>
    </message>
</context>
<context>
    <name>BackupTable</name>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Missing files</source>
        <translation>Fehlende Dateien</translation>
    </message>
    <message>
        <source>Last checked whole</source>
        <translation>Zuletzt vollständig geprüft</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>when it was made</source>
        <translation>bei der Erstellung</translation>
    </message>
</context>
<context>
    <name>BackupViews</name>
    <message>
        <source>patients: {patients}, photographs: {photographs}, reports: {reports}.</source>
        <translation>Patienten: {patients}, Aufnahmen: {photographs}, Befundberichte: {reports}.</translation>
    </message>
</context>
<context>
    <name>BalancePanel</name>
    <message>
        <source>Reconciliation</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>{found} found = {reviewed} reviewed + {failed} failed + {skipped} skipped + {waiting} waiting</source>
        <translation>{found} gefunden = {reviewed} befundet + {failed} fehlgeschlagen + {skipped} übersprungen + {waiting} wartend</translation>
    </message>
    <message>
        <source>THE COUNTS DO NOT ADD UP: {told}</source>
        <translation>DIE ZAHLEN GEHEN NICHT AUF: {told}</translation>
    </message>
    <message>
        <source>Of the waiting, {count} are not read by the model yet.</source>
        <translation>Von den wartenden hat das Modell {count} noch nicht gelesen.</translation>
    </message>
    <message>
        <source>{count} left out.</source>
        <translation>{count} ausgelassen.</translation>
    </message>
    <message>
        <source>{count} no longer in the folder.</source>
        <translation>{count} nicht mehr im Ordner.</translation>
    </message>
</context>
<context>
    <name>BlindReader</name>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;Unsure</source>
        <translation>&amp;Unsicher</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
    <message>
        <source>&amp;Keep and go on</source>
        <translation>&amp;Speichern und weiter</translation>
    </message>
    <message>
        <source>No diagnosis chosen.</source>
        <translation>Keine Diagnose gewählt.</translation>
    </message>
    <message>
        <source>{count} image(s) wait for your second read.</source>
        <translation>{count} Bild(er) warten auf Ihre Zweitbefundung.</translation>
    </message>
    <message>
        <source>Chosen: {name}</source>
        <translation>Gewählt: {name}</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Suspicious of malignancy?</source>
        <translation>Verdacht auf Malignität?</translation>
    </message>
    <message>
        <source>The first read and the result of the model are not shown to you.</source>
        <translation>Der Erstbefund und das Ergebnis des Modells werden Ihnen nicht gezeigt.</translation>
    </message>
</context>
<context>
    <name>BodyMap</name>
    <message>
        <source>Views of the body</source>
        <translation>Ansichten des Körpers</translation>
    </message>
    <message>
        <source>Click, or use the arrow keys and Enter, to choose or place a lesion.</source>
        <translation>Klicken Sie, oder wählen oder setzen Sie eine Läsion mit den Pfeiltasten und der Eingabetaste.</translation>
    </message>
</context>
<context>
    <name>BodyPicture</name>
    <message>
        <source>Body map</source>
        <translation>Körperschema</translation>
    </message>
    <message>
        <source>Beside the body</source>
        <translation>Neben dem Körper</translation>
    </message>
    <message numerus="yes">
        <source>%n lesion(s) in this picture</source>
        <translation>
            <numerusform>%n Läsion in dieser Ansicht</numerusform>
            <numerusform>%n Läsionen in dieser Ansicht</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseExport</name>
    <message>
        <source>Export without names</source>
        <translation>Export ohne Namen</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>Was exportiert wird</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>I have looked: no face, tattoo, name plate or writing can be &amp;recognised.</source>
        <translation>Ich habe nachgesehen: Kein Gesicht, keine Tätowierung, kein Namensschild und keine Schrift ist &amp;erkennbar.</translation>
    </message>
    <message>
        <source>{written} of {asked} photographs were written to {folder}.</source>
        <translation>{written} von {asked} Aufnahmen wurden nach {folder} geschrieben.</translation>
    </message>
    <message>
        <source>Photograph {number} was left out: {reason}</source>
        <translation>Aufnahme {number} wurde ausgelassen: {reason}</translation>
    </message>
    <message>
        <source>The export was stopped; nothing was left behind.</source>
        <translation>Der Export wurde angehalten; es ist nichts zurückgeblieben.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Names, numbers, birth dates, hidden data of the files (such as the camera&apos;s place) and real dates stay behind; each photograph gets a random name. What is in the picture itself stays: faces, tattoos, jewellery and writing can identify a person. This does not guarantee that nobody can be recognised.</source>
        <translation>Namen, Nummern, Geburtsdaten, verborgene Daten der Dateien (etwa der Ort der Kamera) und echte Daten bleiben zurück; jede Aufnahme erhält einen zufälligen Namen. Was im Bild selbst ist, bleibt: Gesichter, Tätowierungen, Schmuck und Schrift können eine Person erkennbar machen. Es wird nicht garantiert, dass niemand erkannt werden kann.</translation>
    </message>
    <message>
        <source>C&amp;hoose ...</source>
        <translation>Wä&amp;hlen ...</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Was</translation>
    </message>
    <message>
        <source>New &amp;folder</source>
        <translation>Neuer &amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xportieren</translation>
    </message>
</context>
<context>
    <name>CaseTable</name>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Lokalisation</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Malignant</source>
        <translation>Bösartig</translation>
    </message>
    <message>
        <source>after your own opinion</source>
        <translation>nach Ihrer eigenen Einschätzung</translation>
    </message>
    <message>
        <source>cannot say</source>
        <translation>kann nicht urteilen</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>only where the model &amp;cannot say</source>
        <translation>nur wo das Modell &amp;nicht urteilen kann</translation>
    </message>
    <message>
        <source>only without a &amp;patient</source>
        <translation>nur ohne &amp;Patient</translation>
    </message>
    <message>
        <source>&amp;taken between</source>
        <translation>&amp;aufgenommen zwischen</translation>
    </message>
    <message>
        <source>E&amp;xport these ...</source>
        <translation>Diese e&amp;xportieren ...</translation>
    </message>
    <message>
        <source>Export what is found, without names</source>
        <translation>Gefundenes exportieren, ohne Namen</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Name, number, birth date or lesion</source>
        <translation>Name, Nummer, Geburtsdatum oder Läsion</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>any state</source>
        <translation>jeder Status</translation>
    </message>
    <message>
        <source>any site</source>
        <translation>jede Lokalisation</translation>
    </message>
    <message>
        <source>any diagnosis</source>
        <translation>jede Diagnose</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Lokalisation</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Taken from</source>
        <translation>Aufgenommen ab</translation>
    </message>
    <message>
        <source>Taken to</source>
        <translation>Aufgenommen bis</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>A&amp;lle zeigen</translation>
    </message>
</context>
<context>
    <name>ChecklistPage</name>
    <message>
        <source>For {what}.</source>
        <translation>Für {what}.</translation>
    </message>
    <message>
        <source>Source: {text}</source>
        <translation>Quelle: {text}</translation>
    </message>
</context>
<context>
    <name>ChecklistPanel</name>
    <message>
        <source>Checklists</source>
        <translation>Checklisten</translation>
    </message>
    <message>
        <source>Suggest from the outline</source>
        <translation>Aus dem Umriss vorschlagen</translation>
    </message>
    <message>
        <source>Measure asymmetry, border, colours and size</source>
        <translation>Misst Asymmetrie, Begrenzung, Farben und Größe</translation>
    </message>
    <message>
        <source>ABCDE</source>
        <translation>ABCDE</translation>
    </message>
    <message>
        <source>7-point, clinical</source>
        <translation>7 Punkte, klinisch</translation>
    </message>
    <message>
        <source>7-point, dermoscopic</source>
        <translation>7 Punkte, dermatoskopisch</translation>
    </message>
    <message>
        <source>Filled in by you. Measures of the outline can suggest some items.</source>
        <translation>Von Ihnen ausgefüllt. Messungen am Umriss können einige Punkte vorschlagen.</translation>
    </message>
    <message>
        <source>Suggested from the measured outline; you decide.</source>
        <translation>Aus dem gemessenen Umriss vorgeschlagen; Sie entscheiden.</translation>
    </message>
    <message>
        <source>No size: the scale of the image is not known.</source>
        <translation>Keine Größe: Der Maßstab des Bildes ist nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>ChoicePage</name>
    <message>
        <source>The backup</source>
        <translation>Die Sicherung</translation>
    </message>
    <message>
        <source>Choose the folder or the stick, then the backup.</source>
        <translation>Wählen Sie den Ordner oder den Stick, dann die Sicherung.</translation>
    </message>
    <message>
        <source>Folder of the backups</source>
        <translation>Ordner der Sicherungen</translation>
    </message>
    <message>
        <source>&amp;Browse ...</source>
        <translation>&amp;Durchsuchen ...</translation>
    </message>
    <message>
        <source>There is no backup in this folder; choose another one.</source>
        <translation>In diesem Ordner ist keine Sicherung; wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Looking for backups ...</source>
        <translation>Sicherungen werden gesucht ...</translation>
    </message>
</context>
<context>
    <name>CompareMeasuring</name>
    <message>
        <source>Looking for the outlines of the lesions ...</source>
        <translation>Die Umrisse der Läsionen werden gesucht ...</translation>
    </message>
    <message>
        <source>given up, because another image was opened; measure again</source>
        <translation>abgebrochen, weil ein anderes Bild geöffnet wurde; messen Sie erneut</translation>
    </message>
    <message>
        <source>there is no model that finds outlines</source>
        <translation>es gibt kein Modell, das Umrisse findet</translation>
    </message>
    <message>
        <source>no outline was found</source>
        <translation>es wurde kein Umriss gefunden</translation>
    </message>
    <message>
        <source>{name}: the outline holds nothing that can be measured.</source>
        <translation>{name}: Der Umriss enthält nichts, was sich messen lässt.</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>&amp;Measure both</source>
        <translation>&amp;Beide messen</translation>
    </message>
    <message>
        <source>Choose a lesion of a patient to compare over time.</source>
        <translation>Wählen Sie eine Läsion eines Patienten, um ihren Verlauf zu vergleichen.</translation>
    </message>
    <message>
        <source>This lesion has fewer than two photographs; there is nothing to compare.</source>
        <translation>Diese Läsion hat weniger als zwei Aufnahmen; es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>day not known, imported {day}</source>
        <translation>Tag unbekannt, importiert {day}</translation>
    </message>
    <message>
        <source>kind not stated</source>
        <translation>Art nicht angegeben</translation>
    </message>
    <message>
        <source>{days} days between them.</source>
        <translation>{days} Tage dazwischen.</translation>
    </message>
    <message>
        <source>The days between them are not known.</source>
        <translation>Die Tage dazwischen sind nicht bekannt.</translation>
    </message>
    <message>
        <source>Both are shown at the same scale.</source>
        <translation>Beide werden im gleichen Maßstab gezeigt.</translation>
    </message>
    <message>
        <source>Sizes on the screen do not compare: no scale for both.</source>
        <translation>Die Größen auf dem Bildschirm sind nicht vergleichbar: nicht für beide ein Maßstab.</translation>
    </message>
    <message>
        <source>Light, pressure and sharpness change what is measured. A measured change, or none, decides nothing by itself.</source>
        <translation>Licht, Druck und Schärfe verändern die Messwerte. Eine gemessene Veränderung, oder keine, entscheidet für sich allein nichts.</translation>
    </message>
    <message>
        <source>What has &amp;changed</source>
        <translation>Was sich &amp;verändert hat</translation>
    </message>
    <message>
        <source>Over &amp;time</source>
        <translation>&amp;Im Verlauf</translation>
    </message>
</context>
<context>
    <name>ComparePane</name>
    <message>
        <source>No photograph</source>
        <translation>Keine Aufnahme</translation>
    </message>
</context>
<context>
    <name>ComparePanes</name>
    <message>
        <source>Earlier photograph</source>
        <translation>Frühere Aufnahme</translation>
    </message>
    <message>
        <source>Later photograph</source>
        <translation>Spätere Aufnahme</translation>
    </message>
    <message>
        <source>Lin&amp;k zoom and position</source>
        <translation>&amp;Zoom und Lage koppeln</translation>
    </message>
    <message>
        <source>One &amp;above the other (Space flips)</source>
        <translation>&amp;Übereinander (Leertaste wechselt)</translation>
    </message>
</context>
<context>
    <name>CompareTable</name>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Damals</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Veränderung</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich verändert hat</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>Comment; Enter keeps it</source>
        <translation>Kommentar; die Eingabetaste speichert ihn</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Keep comment</source>
        <translation>Kommentar speichern</translation>
    </message>
    <message>
        <source>Not decided.</source>
        <translation>Nicht entschieden.</translation>
    </message>
    <message>
        <source> (as the model)</source>
        <translation> (wie das Modell)</translation>
    </message>
    <message>
        <source> (not as the model)</source>
        <translation> (abweichend vom Modell)</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
</context>
<context>
    <name>DecisionHistory</name>
    <message>
        <source>What was decided</source>
        <translation>Was entschieden wurde</translation>
    </message>
    <message>
        <source>History of decisions</source>
        <translation>Verlauf der Entscheidungen</translation>
    </message>
    <message>
        <source> (undone)</source>
        <translation> (rückgängig gemacht)</translation>
    </message>
    <message>
        <source>Nothing is ever removed from this list; undo adds a row.</source>
        <translation>Aus dieser Liste wird nie etwas entfernt; Rückgängigmachen fügt eine Zeile hinzu.</translation>
    </message>
    <message>
        <source>Nothing was decided yet.</source>
        <translation>Es wurde noch nichts entschieden.</translation>
    </message>
</context>
<context>
    <name>DescriptionView</name>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Description, editable</source>
        <translation>Beschreibung, bearbeitbar</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Keep text</source>
        <translation>Text speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show the model&apos;s text</source>
        <translation>Text des Modells zeigen</translation>
    </message>
    <message>
        <source>Edited by a person; the model&apos;s draft is kept beside it.</source>
        <translation>Von einer Person bearbeitet; der Entwurf des Modells wird daneben aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>DiagnosisSearch</name>
    <message>
        <source>Diagnosis: name, synonym or ICD-10 code</source>
        <translation>Diagnose: Name, Synonym oder ICD-10-Code</translation>
    </message>
    <message>
        <source>Search a diagnosis</source>
        <translation>Diagnose suchen</translation>
    </message>
    <message>
        <source>Diagnoses found</source>
        <translation>Gefundene Diagnosen</translation>
    </message>
</context>
<context>
    <name>DiagnosticsDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation>Systemdiagnose</translation>
    </message>
    <message>
        <source>&amp;Save ...</source>
        <translation>&amp;Speichern ...</translation>
    </message>
    <message>
        <source>This is everything that is saved; nothing is sent. It holds no images, no names, no numbers of patients, no file names and no folders. Read it before you hand it on.</source>
        <translation>Das ist alles, was gespeichert wird; es wird nichts versandt. Es enthält keine Bilder, keine Namen, keine Patientennummern, keine Dateinamen und keine Ordner. Lesen Sie es, bevor Sie es weitergeben.</translation>
    </message>
    <message>
        <source>The facts are being collected ...</source>
        <translation>Die Angaben werden gesammelt ...</translation>
    </message>
    <message>
        <source>The file is being written ...</source>
        <translation>Die Datei wird geschrieben ...</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Gespeichert: {0}</translation>
    </message>
    <message>
        <source>Save the diagnostics</source>
        <translation>Systemdiagnose speichern</translation>
    </message>
    <message>
        <source>ZIP file (*.zip);;Text file (*.txt)</source>
        <translation>ZIP-Datei (*.zip);;Textdatei (*.txt)</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>About SkinVL</source>
        <translation>Über SkinVL</translation>
    </message>
    <message>
        <source>Open the photograph that is to be exported first.</source>
        <translation>Öffnen Sie zuerst die Aufnahme, die exportiert werden soll.</translation>
    </message>
    <message>
        <source>The settings were not saved: {0}</source>
        <translation>Die Einstellungen wurden nicht gespeichert: {0}</translation>
    </message>
    <message>
        <source>The settings were saved.</source>
        <translation>Die Einstellungen wurden gespeichert.</translation>
    </message>
    <message>
        <source>Your password until now</source>
        <translation>Ihr bisheriges Passwort</translation>
    </message>
    <message>
        <source>New password, ten characters or more</source>
        <translation>Neues Passwort, mindestens zehn Zeichen</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>Neues Passwort wiederholen</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>The two new passwords differ; nothing was changed.</source>
        <translation>Die beiden neuen Passwörter stimmen nicht überein; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The password was changed.</source>
        <translation>Das Passwort wurde geändert.</translation>
    </message>
</context>
<context>
    <name>DifferentialView</name>
    <message>
        <source>Differential diagnosis</source>
        <translation>Differenzialdiagnose</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show all {total}</source>
        <translation>Alle {total} zeigen</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Where everything is now.</source>
        <translation>Wo sich jetzt alles befindet.</translation>
    </message>
    <message>
        <source>The data are in {0}.</source>
        <translation>Die Daten sind in {0}.</translation>
    </message>
    <message>
        <source>The data that were there before lie in {0}. Keep that folder until you are sure that nothing in it is needed.</source>
        <translation>Die Daten, die vorher da waren, liegen in {0}. Behalten Sie diesen Ordner, bis Sie sicher sind, dass nichts darin mehr gebraucht wird.</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) or report(s) were missing in the backup.</source>
        <translation>
            <numerusform>In der Sicherung fehlte %n Bild oder Befundbericht.</numerusform>
            <numerusform>In der Sicherung fehlten %n Bilder oder Befundberichte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Log in with the password of when the backup was made.</source>
        <translation>Melden Sie sich mit dem Passwort aus der Zeit der Sicherung an.</translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Remove all drawings</source>
        <translation>Alle Zeichnungen entfernen</translation>
    </message>
</context>
<context>
    <name>Explaining</name>
    <message>
        <source>The outline is being measured ...</source>
        <translation>Der Umriss wird vermessen ...</translation>
    </message>
    <message>
        <source>no outline was found</source>
        <translation>es wurde kein Umriss gefunden</translation>
    </message>
    <message>
        <source>No suggestions: {reason}.</source>
        <translation>Keine Vorschläge: {reason}.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>With number, name and birth date of the &amp;patient</source>
        <translation>Mit Nummer, Name und Geburtsdatum des &amp;Patienten</translation>
    </message>
    <message>
        <source>Patient number in the &amp;names of the files</source>
        <translation>Patientennummer in den &amp;Namen der Dateien</translation>
    </message>
    <message>
        <source>A person could be &amp;recognised in the pictures</source>
        <translation>Eine Person könnte auf den Bildern er&amp;kannt werden</translation>
    </message>
    <message>
        <source>What leaves the house</source>
        <translation>Was das Haus verlässt</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Outcome of the export</source>
        <translation>Ergebnis des Exports</translation>
    </message>
    <message>
        <source>&amp;Export ...</source>
        <translation>&amp;Exportieren ...</translation>
    </message>
    <message>
        <source>{done} of {asked} exported to {place}</source>
        <translation>{done} von {asked} nach {place} exportiert</translation>
    </message>
    <message>
        <source>Not exported: {name}: {reason}</source>
        <translation>Nicht exportiert: {name}: {reason}</translation>
    </message>
    <message>
        <source>Cancelled. Nothing more was exported.</source>
        <translation>Abgebrochen. Es wurde nichts weiter exportiert.</translation>
    </message>
    <message>
        <source>Not exported: {error}</source>
        <translation>Nicht exportiert: {error}</translation>
    </message>
    <message>
        <source>Export outside the encrypted store</source>
        <translation>Export nach außerhalb des verschlüsselten Datenspeichers</translation>
    </message>
    <message>
        <source>&amp;Cancel the export</source>
        <translation>Export ab&amp;brechen</translation>
    </message>
    <message>
        <source>Texts that persons wrote (comments, descriptions) go along as they are.</source>
        <translation>Texte, die Personen geschrieben haben (Kommentare, Beschreibungen), gehen unverändert mit.</translation>
    </message>
    <message>
        <source>Leaves the house: pictures without metadata, new random numbers, shifted dates. What is in a picture itself (a face, a tattoo, writing) stays in it: look at each one first.</source>
        <translation>Verlässt das Haus: Bilder ohne Metadaten, neue zufällige Nummern, verschobene Daten. Was in einem Bild selbst ist (ein Gesicht, eine Tätowierung, Schrift), bleibt darin: Sehen Sie zuerst jedes an.</translation>
    </message>
    <message>
        <source>Leaves the house: number, name, birth date and sex of the patient, the pictures, results, decisions and signed reports, not encrypted. Cases without a patient, and results that are out of date, stay here and are named.</source>
        <translation>Verlässt das Haus: Nummer, Name, Geburtsdatum und Geschlecht des Patienten, die Bilder, Ergebnisse, Entscheidungen und signierten Befundberichte, unverschlüsselt. Fälle ohne Patient und veraltete Ergebnisse bleiben hier und werden genannt.</translation>
    </message>
    <message>
        <source>Leaves the house: results and decisions with who the patient is.</source>
        <translation>Verlässt das Haus: Ergebnisse und Entscheidungen mit der Identität des Patienten.</translation>
    </message>
    <message>
        <source>Leaves the house: results and decisions without the patient&apos;s name.</source>
        <translation>Verlässt das Haus: Ergebnisse und Entscheidungen ohne den Namen des Patienten.</translation>
    </message>
    <message>
        <source>No pictures. Not encrypted. Results that are out of date are marked.</source>
        <translation>Keine Bilder. Nicht verschlüsselt. Veraltete Ergebnisse sind gekennzeichnet.</translation>
    </message>
    <message numerus="yes">
        <source>Format, for %n photograph(s)</source>
        <translation>
            <numerusform>Format, für %n Aufnahme</numerusform>
            <numerusform>Format, für %n Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Table for a spreadsheet (CSV)</source>
        <translation>&amp;Tabelle für eine Tabellenkalkulation (CSV)</translation>
    </message>
    <message>
        <source>All records for programs (&amp;JSON)</source>
        <translation>Alle Datensätze für Programme (&amp;JSON)</translation>
    </message>
    <message>
        <source>For a record system (&amp;FHIR R4 bundle)</source>
        <translation>Für ein Praxis- oder Kliniksystem (&amp;FHIR-R4-Bundle)</translation>
    </message>
    <message>
        <source>For a picture archive (&amp;DICOM files in a folder)</source>
        <translation>Für ein Bildarchiv (&amp;DICOM-Dateien in einem Ordner)</translation>
    </message>
    <message>
        <source>De-identified for research (&amp;ISIC columns, a new folder)</source>
        <translation>De-identifiziert für die Forschung (&amp;ISIC-Spalten, ein neuer Ordner)</translation>
    </message>
</context>
<context>
    <name>FigureTable</name>
    <message>
        <source>Find figures</source>
        <translation>Kennzahlen suchen</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
</context>
<context>
    <name>FilingStrip</name>
    <message>
        <source>Do not file</source>
        <translation>Nicht ablegen</translation>
    </message>
    <message>
        <source>Not kept: no patient was chosen when this image was opened.</source>
        <translation>Nicht gespeichert: Beim Öffnen dieses Bildes war kein Patient gewählt.</translation>
    </message>
    <message>
        <source>File under {name}</source>
        <translation>Unter {name} ablegen</translation>
    </message>
    <message>
        <source>Choose a patient to file it.</source>
        <translation>Wählen Sie einen Patienten, um es abzulegen.</translation>
    </message>
    <message>
        <source>Filing ...</source>
        <translation>Wird abgelegt ...</translation>
    </message>
    <message>
        <source>Not filed. {doubt} Is this the right patient?</source>
        <translation>Nicht abgelegt. {doubt} Ist das der richtige Patient?</translation>
    </message>
    <message>
        <source>File under {name} all the same</source>
        <translation>Trotzdem unter {name} ablegen</translation>
    </message>
    <message>
        <source>Not filed: {problem}</source>
        <translation>Nicht abgelegt: {problem}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Kept as photograph {number}.</source>
        <translation>Als Aufnahme {number} gespeichert.</translation>
    </message>
    <message>
        <source>Kept with {name} as photograph {number}.</source>
        <translation>Bei {name} als Aufnahme {number} gespeichert.</translation>
    </message>
    <message>
        <source>Keep the result</source>
        <translation>Ergebnis speichern</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Which images are shown</source>
        <translation>Welche Bilder gezeigt werden</translation>
    </message>
    <message>
        <source>Order of the images</source>
        <translation>Reihenfolge der Bilder</translation>
    </message>
    <message>
        <source>most urgent first</source>
        <translation>Dringendste zuerst</translation>
    </message>
    <message>
        <source>by patient and lesion</source>
        <translation>nach Patient und Läsion</translation>
    </message>
    <message>
        <source>by file</source>
        <translation>nach Datei</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>Or&amp;der</source>
        <translation>O&amp;rdnen</translation>
    </message>
    <message>
        <source>all ({count})</source>
        <translation>alle ({count})</translation>
    </message>
    <message>
        <source>low quality ({count} of all)</source>
        <translation>geringe Qualität ({count} von allen)</translation>
    </message>
    <message>
        <source>the model cannot say ({count} of all)</source>
        <translation>das Modell kann nicht urteilen ({count} von allen)</translation>
    </message>
</context>
<context>
    <name>FolderPage</name>
    <message>
        <source>Where the data lie</source>
        <translation>Wo die Daten liegen</translation>
    </message>
    <message>
        <source>Patients, images and decisions are kept encrypted in one folder on a drive of this computer. A network drive can damage the data and is refused.</source>
        <translation>Patienten, Bilder und Entscheidungen liegen verschlüsselt in einem Ordner auf einem Laufwerk dieses Rechners. Ein Netzlaufwerk kann die Daten beschädigen und wird abgelehnt.</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Bro&amp;wse ...</source>
        <translation>D&amp;urchsuchen ...</translation>
    </message>
    <message>
        <source>There is a store in this folder already. Cancel, and log in to it.</source>
        <translation>In diesem Ordner ist bereits ein Datenspeicher. Brechen Sie ab und melden Sie sich dort an.</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Search the help (Ctrl+F)</source>
        <translation>Hilfe durchsuchen (Strg+F)</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Hilfe durchsuchen</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Save as P&amp;DF ...</source>
        <translation>Als &amp;PDF speichern ...</translation>
    </message>
    <message>
        <source>SkinVL help</source>
        <translation>SkinVL-Hilfe</translation>
    </message>
    <message numerus="yes">
        <source>%n chapter(s) found</source>
        <translation>
            <numerusform>%n Kapitel gefunden</numerusform>
            <numerusform>%n Kapitel gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the help</source>
        <translation>Hilfe speichern</translation>
    </message>
</context>
<context>
    <name>ImageBar</name>
    <message>
        <source>Opacity of the heat map, in percent</source>
        <translation>Deckkraft der Heatmap, in Prozent</translation>
    </message>
    <message>
        <source>Words; then click where they belong</source>
        <translation>Text; klicken Sie dann auf die Stelle</translation>
    </message>
    <message>
        <source>Words to place on the image</source>
        <translation>Text, der auf das Bild gesetzt wird</translation>
    </message>
    <message>
        <source> mm apart</source>
        <translation> mm Abstand</translation>
    </message>
    <message>
        <source>Distance of the two ends of the ruler</source>
        <translation>Abstand der beiden Enden des Lineals</translation>
    </message>
    <message>
        <source>Set scale</source>
        <translation>Maßstab setzen</translation>
    </message>
    <message>
        <source>The two ends of the ruler are that far apart, for example on a ruler&apos;s marks</source>
        <translation>So weit liegen die beiden Enden des Lineals auseinander, zum Beispiel auf den Strichen eines Maßstabs</translation>
    </message>
    <message>
        <source>Forget scale</source>
        <translation>Maßstab vergessen</translation>
    </message>
    <message>
        <source>No heat map: {reason}</source>
        <translation>Keine Heatmap: {reason}</translation>
    </message>
    <message>
        <source>The heat map is being made ...</source>
        <translation>Die Heatmap wird berechnet ...</translation>
    </message>
    <message>
        <source>Where, not why: brighter places speak more for {name}. It is no proof of it and no outline.</source>
        <translation>Wo, nicht warum: Hellere Stellen sprechen stärker für {name}. Das ist weder ein Beweis dafür noch ein Umriss.</translation>
    </message>
    <message>
        <source>The model makes no statement on this image: for research alone.</source>
        <translation>Das Modell macht zu diesem Bild keine Aussage: nur für die Forschung.</translation>
    </message>
    <message>
        <source>Outline as the model sees the lesion; it can be wrong.</source>
        <translation>Umriss, wie das Modell die Läsion sieht; er kann falsch sein.</translation>
    </message>
    <message>
        <source>No outline: {reason}.</source>
        <translation>Kein Umriss: {reason}.</translation>
    </message>
    <message>
        <source>Draw a line on the image.</source>
        <translation>Ziehen Sie eine Linie auf dem Bild.</translation>
    </message>
    <message>
        <source>{length}; no scale, so no millimetres</source>
        <translation>{length}; kein Maßstab, daher keine Millimeter</translation>
    </message>
    <message>
        <source>Tools of the image</source>
        <translation>Werkzeuge des Bildes</translation>
    </message>
    <message>
        <source>Layers over the image</source>
        <translation>Ebenen über dem Bild</translation>
    </message>
    <message>
        <source>Tool in hand</source>
        <translation>Gewähltes Werkzeug</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>{name}, {width} by {height} pixels. The arrow keys move the image.</source>
        <translation>{name}, {width} mal {height} Pixel. Die Pfeiltasten bewegen das Bild.</translation>
    </message>
</context>
<context>
    <name>IntroductionPage</name>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Nothing is changed before the last but one step.</source>
        <translation>Vor dem vorletzten Schritt wird nichts verändert.</translation>
    </message>
    <message>
        <source>1. You choose a backup. Nothing is changed by looking.</source>
        <translation>1. Sie wählen eine Sicherung. Das Ansehen verändert nichts.</translation>
    </message>
    <message>
        <source>2. It is checked whole with the password or the recovery key of then.</source>
        <translation>2. Sie wird mit dem damaligen Passwort oder Wiederherstellungsschlüssel vollständig geprüft.</translation>
    </message>
    <message>
        <source>3. It is copied beside your data folder and opened once. Only then do the present data move aside, into a folder beside it. They are never deleted.</source>
        <translation>3. Sie wird neben Ihren Datenordner kopiert und einmal geöffnet. Erst dann weichen die jetzigen Daten in einen Ordner daneben. Sie werden nie gelöscht.</translation>
    </message>
    <message>
        <source>4. You log in, with the password of when the backup was made.</source>
        <translation>4. Sie melden sich mit dem Passwort aus der Zeit der Sicherung an.</translation>
    </message>
    <message>
        <source>What was entered after the backup was made is not in it; it stays in the folder that was moved aside.</source>
        <translation>Was nach der Sicherung eingegeben wurde, ist nicht darin; es bleibt in dem beiseitegelegten Ordner.</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>Nicht beurteilt</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take the suggestion over: </source>
        <translation>Vorschlag übernehmen: </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Suggested: {value} - {why}</source>
        <translation>Vorgeschlagen: {value} - {why}</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys of the review</source>
        <translation>Tasten der Durchsicht</translation>
    </message>
    <message>
        <source> (also {keys})</source>
        <translation> (auch {keys})</translation>
    </message>
    <message>
        <source>Keys that clash</source>
        <translation>Tasten, die sich überschneiden</translation>
    </message>
    <message>
        <source>One key decides, is saved, and goes on. Arrows only move.</source>
        <translation>Eine Taste entscheidet, speichert und geht weiter. Pfeile bewegen nur.</translation>
    </message>
</context>
<context>
    <name>LesionForm</name>
    <message>
        <source>Lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Bezeichnung</translation>
    </message>
    <message>
        <source>&amp;General site</source>
        <translation>&amp;Körperregion</translation>
    </message>
    <message>
        <source>&amp;Finer site</source>
        <translation>&amp;Genauere Lokalisation</translation>
    </message>
    <message>
        <source>&amp;Side</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>The point on the body map lies on the {map_side}, and you chose the {side}. Check it.</source>
        <translation>Der Punkt im Körperschema liegt auf: {map_side}. Sie haben gewählt: {side}. Bitte prüfen Sie das.</translation>
    </message>
</context>
<context>
    <name>LesionMove</name>
    <message>
        <source>Move the photograph</source>
        <translation>Aufnahme verschieben</translation>
    </message>
    <message>
        <source>Name, number or birth date</source>
        <translation>Name, Nummer oder Geburtsdatum</translation>
    </message>
    <message>
        <source>Search patients</source>
        <translation>Patienten suchen</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Now with</source>
        <translation>Jetzt bei</translation>
    </message>
    <message>
        <source>&amp;Patient</source>
        <translation>&amp;Patient</translation>
    </message>
    <message>
        <source>&amp;Lesion</source>
        <translation>&amp;Läsion</translation>
    </message>
    <message>
        <source>&amp;Move ...</source>
        <translation>&amp;Verschieben ...</translation>
    </message>
    <message>
        <source>Move {photograph} of {patient} to {lesion}?</source>
        <translation>{photograph} von {patient} nach {lesion} verschieben?</translation>
    </message>
    <message>
        <source>Move {photograph} to ANOTHER PATIENT?

From: {present}
To: {patient}, {lesion}

Its results, decisions and drawings go with it.</source>
        <translation>{photograph} zu EINEM ANDEREN PATIENTEN verschieben?

Von: {present}
Nach: {patient}, {lesion}

Ergebnisse, Entscheidungen und Zeichnungen gehen mit.</translation>
    </message>
    <message>
        <source>Choose a patient first.</source>
        <translation>Wählen Sie zuerst einen Patienten.</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>no lesion yet</source>
        <translation>noch keine Läsion</translation>
    </message>
</context>
<context>
    <name>LesionPhotographs</name>
    <message>
        <source>imported {day}</source>
        <translation>importiert {day}</translation>
    </message>
    <message>
        <source>cannot be shown</source>
        <translation>kann nicht angezeigt werden</translation>
    </message>
</context>
<context>
    <name>LesionTable</name>
    <message>
        <source>Lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Lokalisation</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Last decision</source>
        <translation>Letzte Entscheidung</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Läsionen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>no lesion yet</source>
        <translation>noch keine Läsion</translation>
    </message>
</context>
<context>
    <name>LoginPage</name>
    <message>
        <source>Log in to SkinVL</source>
        <translation>Bei SkinVL anmelden</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>&amp;Log in</source>
        <translation>An&amp;melden</translation>
    </message>
    <message>
        <source>Password lost: use the &amp;recovery key ...</source>
        <translation>Passwort verloren: &amp;Wiederherstellungsschlüssel verwenden ...</translation>
    </message>
    <message>
        <source>Logging in</source>
        <translation>Anmeldung läuft</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefgegangen ist</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong tries. The next one is possible in %n second(s).</source>
        <translation>
            <numerusform>Zu viele Fehlversuche. Der nächste ist in %n Sekunde möglich.</numerusform>
            <numerusform>Zu viele Fehlversuche. Der nächste ist in %n Sekunden möglich.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>The store is ready. What you read is kept now.</source>
        <translation>Der Datenspeicher ist bereit. Was Sie befunden, wird jetzt gespeichert.</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Dismiss message</source>
        <translation>Meldung ausblenden</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Not active</source>
        <translation>Nicht aktiv</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>The model</source>
        <translation>Das Modell</translation>
    </message>
    <message>
        <source>No model is loaded yet. Images can be kept; they are read when there is one.</source>
        <translation>Es ist noch kein Modell geladen. Bilder können gespeichert werden; sie werden gelesen, sobald es eines gibt.</translation>
    </message>
    <message>
        <source>{name} {version} is loaded and computes on the {provider} in {precision}. Its signature and every file were checked.</source>
        <translation>{name} {version} ist geladen und rechnet auf {provider} in {precision}. Die Signatur und jede Datei wurden geprüft.</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>The model is being copied ...</source>
        <translation>Das Modell wird kopiert ...</translation>
    </message>
    <message>
        <source>Signature and hashes are being checked ...</source>
        <translation>Signatur und Prüfsummen werden geprüft ...</translation>
    </message>
    <message>
        <source>Its golden images are being tried on this computer ...</source>
        <translation>Die Referenzbilder werden auf diesem Rechner erprobt ...</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Figures of the model&apos;s maker</source>
        <translation>Kennzahlen des Modellherstellers</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Speed on this computer</source>
        <translation>Geschwindigkeit auf diesem Rechner</translation>
    </message>
    <message>
        <source>Allow an &amp;older version</source>
        <translation>&amp;Ältere Version zulassen</translation>
    </message>
    <message>
        <source>Otherwise a model older than the active one of the same name is refused.</source>
        <translation>Sonst wird ein Modell abgelehnt, das älter ist als das aktive gleichen Namens.</translation>
    </message>
    <message>
        <source>The model is being read ...</source>
        <translation>Das Modell wird gelesen ...</translation>
    </message>
    <message>
        <source>Delete {0} from this computer?</source>
        <translation>{0} von diesem Rechner löschen?</translation>
    </message>
    <message>
        <source>{0} was deleted.</source>
        <translation>{0} wurde gelöscht.</translation>
    </message>
    <message>
        <source>The model is being deleted ...</source>
        <translation>Das Modell wird gelöscht ...</translation>
    </message>
    <message>
        <source>Measured on {0}, {1} cores.</source>
        <translation>Gemessen auf {0}, {1} Kerne.</translation>
    </message>
    <message>
        <source>Being measured; this takes a few minutes ...</source>
        <translation>Wird gemessen; das dauert einige Minuten ...</translation>
    </message>
    <message>
        <source>{0} is active now. Results of another model are out of date; read the image again.</source>
        <translation>{0} ist jetzt aktiv. Ergebnisse eines anderen Modells sind veraltet; lesen Sie das Bild erneut ein.</translation>
    </message>
    <message>
        <source>The analysis process is starting again ...</source>
        <translation>Der Analyseprozess startet neu ...</translation>
    </message>
    <message>
        <source>No model is loaded: {0}</source>
        <translation>Es ist kein Modell geladen: {0}</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message>
        <source>Really used now: {0} {1} on {2}, {3}.</source>
        <translation>Tatsächlich in Gebrauch: {0} {1} auf {2}, {3}.</translation>
    </message>
    <message>
        <source>This model has no card.</source>
        <translation>Dieses Modell hat keine Karte.</translation>
    </message>
    <message>
        <source>Model bundles (*.skinvl)</source>
        <translation>Modellpakete (*.skinvl)</translation>
    </message>
    <message>
        <source>Install a model</source>
        <translation>Modell installieren</translation>
    </message>
    <message>
        <source>Install a model from a folder</source>
        <translation>Modell aus einem Ordner installieren</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Install a &amp;file ...</source>
        <translation>&amp;Datei installieren ...</translation>
    </message>
    <message>
        <source>Install from a &amp;USB folder ...</source>
        <translation>Von &amp;USB-Ordner installieren ...</translation>
    </message>
    <message>
        <source>&amp;Activate</source>
        <translation>&amp;Aktivieren</translation>
    </message>
    <message>
        <source>&amp;Go back to the one before</source>
        <translation>&amp;Zurück zum vorigen</translation>
    </message>
    <message>
        <source>&amp;Delete ...</source>
        <translation>&amp;Löschen ...</translation>
    </message>
    <message>
        <source>&amp;Measure the speed</source>
        <translation>&amp;Geschwindigkeit messen</translation>
    </message>
    <message>
        <source>CUDA where it works, else CPU</source>
        <translation>CUDA, wo es funktioniert, sonst CPU</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Rechnen auf</translation>
    </message>
    <message>
        <source>&amp;Compute on</source>
        <translation>&amp;Rechnen auf</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation>Geschwindigkeit hier</translation>
    </message>
    <message>
        <source>Only an administrator can change which model is used.</source>
        <translation>Nur ein Administrator kann ändern, welches Modell verwendet wird.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>This is research software and not a medical device. It is not for diagnosis or treatment decisions, and it cannot rule out skin cancer. You decide, with everything you know of the patient.</source>
        <translation>Dies ist Forschungssoftware und kein Medizinprodukt. Sie dient nicht für Diagnose- oder Behandlungsentscheidungen und kann Hautkrebs nicht ausschließen. Sie entscheiden, mit allem, was Sie über den Patienten wissen.</translation>
    </message>
    <message>
        <source>I have &amp;understood this</source>
        <translation>Ich habe dies &amp;verstanden</translation>
    </message>
    <message>
        <source>Research notice</source>
        <translation>Forschungshinweis</translation>
    </message>
    <message>
        <source>The confirmation was not kept: {0}</source>
        <translation>Die Bestätigung wurde nicht gespeichert: {0}</translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Its results may be wrong, also when they look certain. The person who reads an image decides; a clinical suspicion stands above every number shown here.</source>
        <translation>Die Ergebnisse können falsch sein, auch wenn sie sicher aussehen. Es entscheidet die Person, die ein Bild befundet; ein klinischer Verdacht steht über jeder Zahl, die hier gezeigt wird.</translation>
    </message>
    <message>
        <source>I have &amp;read this and use SkinVL for research only</source>
        <translation>Ich habe dies &amp;gelesen und verwende SkinVL nur zur Forschung</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
</context>
<context>
    <name>OpinionForm</name>
    <message>
        <source>Your opinion first</source>
        <translation>Ihre Einschätzung zuerst</translation>
    </message>
    <message>
        <source>The result is hidden until you have entered your own opinion, so that it cannot sway you.</source>
        <translation>Das Ergebnis bleibt verborgen, bis Sie Ihre eigene Einschätzung eingegeben haben, damit es Sie nicht beeinflussen kann.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>How sure you are, in percent</source>
        <translation>Wie sicher Sie sind, in Prozent</translation>
    </message>
    <message>
        <source>Your opinion</source>
        <translation>Ihre Einschätzung</translation>
    </message>
    <message>
        <source>Choose a diagnosis from the list.</source>
        <translation>Wählen Sie eine Diagnose aus der Liste.</translation>
    </message>
    <message>
        <source>Say whether it is suspicious.</source>
        <translation>Geben Sie an, ob ein Verdacht besteht.</translation>
    </message>
    <message>
        <source>No diagnosis chosen.</source>
        <translation>Keine Diagnose gewählt.</translation>
    </message>
    <message>
        <source>Chosen: {name}</source>
        <translation>Gewählt: {name}</translation>
    </message>
    <message>
        <source>Keep, and show the result (R)</source>
        <translation>Speichern und das Ergebnis zeigen (R)</translation>
    </message>
    <message>
        <source>Keep my opinion</source>
        <translation>Meine Einschätzung speichern</translation>
    </message>
    <message>
        <source>Suspicious of malignancy?</source>
        <translation>Verdacht auf Malignität?</translation>
    </message>
    <message>
        <source>How sure?</source>
        <translation>Wie sicher?</translation>
    </message>
</context>
<context>
    <name>PageSet</name>
    <message>
        <source>Read</source>
        <translation>Befunden</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
</context>
<context>
    <name>PatientBanner</name>
    <message>
        <source>No patient is chosen: what is read now is not kept with anybody.</source>
        <translation>Kein Patient gewählt: Was jetzt befundet wird, wird bei niemandem gespeichert.</translation>
    </message>
    <message>
        <source>Patient: {text}</source>
        <translation>Patient: {text}</translation>
    </message>
</context>
<context>
    <name>PatientErase</name>
    <message>
        <source>Erase a patient</source>
        <translation>Patient endgültig löschen</translation>
    </message>
    <message>
        <source>This erases {patient} with {lesions} lesion(s), {photographs} photograph(s) and all results, decisions and reports about them. It cannot be undone. Backups that were made before keep the patient until they are rotated away. The audit log keeps that it was done, and by whom.</source>
        <translation>Dies löscht {patient} mit {lesions} Läsion(en), {photographs} Aufnahme(n) und allen zugehörigen Ergebnissen, Entscheidungen und Befundberichten. Es kann nicht rückgängig gemacht werden. Früher erstellte Sicherungen enthalten den Patienten, bis sie ausgedünnt sind. Das Protokoll hält fest, dass es geschehen ist und durch wen.</translation>
    </message>
    <message>
        <source>Number of the patient</source>
        <translation>Nummer des Patienten</translation>
    </message>
    <message>
        <source>&amp;Erase for ever</source>
        <translation>&amp;Endgültig löschen</translation>
    </message>
    <message>
        <source>To confirm, type the &amp;number of this patient:</source>
        <translation>Geben Sie zur Bestätigung die &amp;Nummer dieses Patienten ein:</translation>
    </message>
</context>
<context>
    <name>PatientForm</name>
    <message>
        <source>New patient</source>
        <translation>Neuer Patient</translation>
    </message>
    <message>
        <source>Change the patient</source>
        <translation>Patientendaten ändern</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>JJJJ-MM-TT</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Patient &amp;number</source>
        <translation>&amp;Patientennummer</translation>
    </message>
    <message>
        <source>&amp;Family name</source>
        <translation>&amp;Familienname</translation>
    </message>
    <message>
        <source>&amp;Given name</source>
        <translation>&amp;Vorname</translation>
    </message>
    <message>
        <source>&amp;Birth date</source>
        <translation>&amp;Geburtsdatum</translation>
    </message>
    <message>
        <source>&amp;Sex</source>
        <translation>Ge&amp;schlecht</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>{text}: not a day; write it as year-month-day, like 1958-03-27</source>
        <translation>{text}: kein Tag; schreiben Sie Jahr-Monat-Tag, etwa 1958-03-27</translation>
    </message>
    <message>
        <source>{text}: nobody alive was born on that day; correct the birth date</source>
        <translation>{text}: Niemand, der lebt, wurde an diesem Tag geboren; berichtigen Sie das Geburtsdatum</translation>
    </message>
</context>
<context>
    <name>PatientIntake</name>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Images ({patterns});;All files (*)</source>
        <translation>Bilder ({patterns});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Add images</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Choose a patient first: images are always somebody&apos;s.</source>
        <translation>Wählen Sie zuerst einen Patienten: Bilder gehören immer zu jemandem.</translation>
    </message>
    <message>
        <source>Images are still being added; wait or stop that first.</source>
        <translation>Es werden noch Bilder hinzugefügt; warten Sie oder halten Sie das zuerst an.</translation>
    </message>
    <message>
        <source>{patient}, lesion {label}</source>
        <translation>{patient}, Läsion {label}</translation>
    </message>
    <message>
        <source>Add {count} image file(s) to {whom}?</source>
        <translation>{count} Bilddatei(en) zu {whom} hinzufügen?</translation>
    </message>
    <message>
        <source>{added} of {total} images were added to {whom}.</source>
        <translation>{added} von {total} Bildern wurden zu {whom} hinzugefügt.</translation>
    </message>
    <message>
        <source>{count} were there already.</source>
        <translation>{count} waren schon vorhanden.</translation>
    </message>
    <message>
        <source>{count} were not looked at.</source>
        <translation>{count} wurden nicht angesehen.</translation>
    </message>
    <message>
        <source>{count} image(s) were refused: {reasons}</source>
        <translation>{count} Bild(er) wurden abgelehnt: {reasons}</translation>
    </message>
    <message>
        <source>Adding images ...</source>
        <translation>Bilder werden hinzugefügt ...</translation>
    </message>
    <message>
        <source>Adding images: {done} of {total}</source>
        <translation>Bilder werden hinzugefügt: {done} von {total}</translation>
    </message>
</context>
<context>
    <name>PatientLesions</name>
    <message>
        <source>&amp;Add a lesion ...</source>
        <translation>&amp;Läsion hinzufügen ...</translation>
    </message>
    <message>
        <source>&amp;Change it ...</source>
        <translation>Ä&amp;ndern ...</translation>
    </message>
    <message>
        <source>Com&amp;pare over time</source>
        <translation>Verlauf verglei&amp;chen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Day and kind ...</source>
        <translation>&amp;Tag und Art ...</translation>
    </message>
    <message>
        <source>&amp;Move ...</source>
        <translation>&amp;Verschieben ...</translation>
    </message>
    <message>
        <source>P&amp;hotographs</source>
        <translation>Au&amp;fnahmen</translation>
    </message>
    <message>
        <source>&amp;Body map</source>
        <translation>&amp;Körperschema</translation>
    </message>
</context>
<context>
    <name>PatientList</name>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n Patient</numerusform>
            <numerusform>%n Patienten</numerusform>
        </translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message>
        <source>no. {number}</source>
        <translation>Nr. {number}</translation>
    </message>
    <message>
        <source>Name, number or birth date</source>
        <translation>Name, Nummer oder Geburtsdatum</translation>
    </message>
    <message>
        <source>Search patients</source>
        <translation>Patienten suchen</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Photographs looked at last</source>
        <translation>Zuletzt angesehene Aufnahmen</translation>
    </message>
    <message>
        <source>&amp;New patient ...</source>
        <translation>Neuer &amp;Patient ...</translation>
    </message>
    <message>
        <source>Looked at last</source>
        <translation>Zuletzt angesehen</translation>
    </message>
</context>
<context>
    <name>PatientPage</name>
    <message>
        <source>No patient is chosen</source>
        <translation>Kein Patient gewählt</translation>
    </message>
    <message>
        <source>all {count} photographs of {patient}</source>
        <translation>alle {count} Aufnahmen von {patient}</translation>
    </message>
    <message>
        <source>the {count} photographs of lesion {label}</source>
        <translation>die {count} Aufnahmen der Läsion {label}</translation>
    </message>
    <message>
        <source>{patient} was erased: {count} photographs, {files} files.</source>
        <translation>{patient} wurde gelöscht: {count} Aufnahmen, {files} Dateien.</translation>
    </message>
    <message>
        <source>C&amp;hange details ...</source>
        <translation>&amp;Daten ändern ...</translation>
    </message>
    <message>
        <source>Add &amp;images ...</source>
        <translation>&amp;Bilder hinzufügen ...</translation>
    </message>
    <message>
        <source>E&amp;xport without names ...</source>
        <translation>Ohne Namen e&amp;xportieren ...</translation>
    </message>
    <message>
        <source>&amp;Erase ...</source>
        <translation>&amp;Endgültig löschen ...</translation>
    </message>
</context>
<context>
    <name>PatientTable</name>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>no. {number}</source>
        <translation>Nr. {number}</translation>
    </message>
    <message>
        <source>born {day}</source>
        <translation>geboren {day}</translation>
    </message>
</context>
<context>
    <name>PhotographForm</name>
    <message>
        <source>Day and kind of the photograph</source>
        <translation>Tag und Art der Aufnahme</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>JJJJ-MM-TT</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>dermoscopy</source>
        <translation>Dermatoskopie</translation>
    </message>
    <message>
        <source>clinical photograph</source>
        <translation>klinische Aufnahme</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>&amp;Taken on</source>
        <translation>&amp;Aufgenommen am</translation>
    </message>
    <message>
        <source>&amp;Kind of image</source>
        <translation>A&amp;rt der Aufnahme</translation>
    </message>
    <message>
        <source>{text}: not a day; write it as year-month-day, like 2026-03-27</source>
        <translation>{text}: kein Tag; schreiben Sie Jahr-Monat-Tag, etwa 2026-03-27</translation>
    </message>
    <message>
        <source>{text}: lies in the future</source>
        <translation>{text}: liegt in der Zukunft</translation>
    </message>
</context>
<context>
    <name>PhotographList</name>
    <message>
        <source>Photographs</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>Wie der Rechner</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>at every start</source>
        <translation>bei jedem Start</translation>
    </message>
    <message>
        <source>once a day</source>
        <translation>einmal am Tag</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>GPU where it works</source>
        <translation>GPU, wo sie funktioniert</translation>
    </message>
    <message>
        <source>CPU only</source>
        <translation>nur CPU</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU (CUDA)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>&amp;Textgröße</translation>
    </message>
    <message>
        <source>&amp;Lock after minutes without use (0: never)</source>
        <translation>S&amp;perren nach Minuten ohne Benutzung (0: nie)</translation>
    </message>
    <message>
        <source>Hide a result until the reader has entered an &amp;opinion</source>
        <translation>Ergebnis verbergen, bis eine eigene &amp;Einschätzung eingegeben ist</translation>
    </message>
    <message>
        <source>&amp;Compute on</source>
        <translation>&amp;Rechnen auf</translation>
    </message>
    <message>
        <source>Research &amp;notice</source>
        <translation>Forschungs&amp;hinweis</translation>
    </message>
    <message>
        <source>Name of the clinic on reports</source>
        <translation>Name der Klinik auf Befundberichten</translation>
    </message>
    <message>
        <source>Logo on reports</source>
        <translation>Logo auf Befundberichten</translation>
    </message>
    <message>
        <source>&amp;Backup folder</source>
        <translation>Si&amp;cherungsordner</translation>
    </message>
    <message>
        <source>The language changes with the next start.</source>
        <translation>Die Sprache wechselt mit dem nächsten Start.</translation>
    </message>
    <message>
        <source>Browse ...</source>
        <translation>Durchsuchen ...</translation>
    </message>
    <message>
        <source>Browse for: {0}</source>
        <translation>Durchsuchen nach: {0}</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg)</source>
        <translation>Bilder (*.png *.jpg)</translation>
    </message>
    <message>
        <source>Decided for this computer by its administrator</source>
        <translation>Für diesen Rechner von seinem Administrator festgelegt</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Work is going on</source>
        <translation>Es wird gearbeitet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the analysis</source>
        <translation>Analyse abbrechen</translation>
    </message>
</context>
<context>
    <name>QueueGrid</name>
    <message>
        <source>Images of the review</source>
        <translation>Bilder der Durchsicht</translation>
    </message>
</context>
<context>
    <name>ReadingActions</name>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Accept the first diagnosis of the model</source>
        <translation>Erste Diagnose des Modells annehmen</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Search another diagnosis and put it in its place</source>
        <translation>Abweichend entscheiden: eine andere Diagnose suchen und an ihre Stelle setzen</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Put aside for somebody else to look at</source>
        <translation>Für jemand anderen zum Ansehen zurücklegen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Leave undecided on purpose</source>
        <translation>Absichtlich unentschieden lassen</translation>
    </message>
    <message>
        <source>Bad image</source>
        <translation>Schlechtes Bild</translation>
    </message>
    <message>
        <source>Say that the image is not good enough to be read</source>
        <translation>Angeben, dass das Bild für eine Befundung nicht gut genug ist</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Add a comment</source>
        <translation>Kommentar hinzufügen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the newest decision</source>
        <translation>Neueste Entscheidung rückgängig machen</translation>
    </message>
    <message>
        <source>Undo the newest drawing or decision</source>
        <translation>Neueste Zeichnung oder Entscheidung rückgängig machen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo what was undone</source>
        <translation>Rückgängig Gemachtes wiederholen</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Show the result, after your own opinion</source>
        <translation>Ergebnis zeigen, nach Ihrer eigenen Einschätzung</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heatmap (wo, nicht warum)</translation>
    </message>
    <message>
        <source>Show where the evidence lies: where, not why</source>
        <translation>Zeigen, wo die Hinweise liegen: wo, nicht warum</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Umriss</translation>
    </message>
    <message>
        <source>Show the outline of the lesion</source>
        <translation>Umriss der Läsion zeigen</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>One image pixel per screen pixel</source>
        <translation>Ein Bildpixel pro Bildschirmpixel</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>Magnify around the pointer</source>
        <translation>Rund um den Zeiger vergrößern</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>Move the image with the mouse</source>
        <translation>Bild mit der Maus bewegen</translation>
    </message>
    <message>
        <source>Ruler</source>
        <translation>Lineal</translation>
    </message>
    <message>
        <source>Measure between two points</source>
        <translation>Zwischen zwei Punkten messen</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Pfeil</translation>
    </message>
    <message>
        <source>Draw an arrow over the image</source>
        <translation>Pfeil über das Bild zeichnen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Draw an outline over the image</source>
        <translation>Umriss über das Bild zeichnen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Place words on the image</source>
        <translation>Text auf das Bild setzen</translation>
    </message>
    <message>
        <source>Remove drawings</source>
        <translation>Zeichnungen entfernen</translation>
    </message>
    <message>
        <source>Remove everything that was drawn; can be undone</source>
        <translation>Alles Gezeichnete entfernen; kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>Turn what is shown by 90 degrees; the analysis stays</source>
        <translation>Anzeige um 90 Grad drehen; die Analyse bleibt</translation>
    </message>
    <message>
        <source>Turn back</source>
        <translation>Zurückdrehen</translation>
    </message>
    <message>
        <source>Turn what is shown the other way</source>
        <translation>Anzeige in die andere Richtung drehen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>The image on the whole screen, and back</source>
        <translation>Bild auf dem ganzen Bildschirm, und zurück</translation>
    </message>
    <message>
        <source>Put the diagnosis with this rank in place of the first</source>
        <translation>Die Diagnose mit diesem Rang an die Stelle der ersten setzen</translation>
    </message>
    <message>
        <source>Held on the image: hide everything that is drawn over it</source>
        <translation>Auf dem Bild gehalten: alles darüber Gezeichnete ausblenden</translation>
    </message>
</context>
<context>
    <name>ReadingLayout</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Checklists</source>
        <translation>Checklisten</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Result, questions, checklists, history</source>
        <translation>Ergebnis, Fragen, Checklisten, Verlauf</translation>
    </message>
</context>
<context>
    <name>ReadingPage</name>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>turned by {angle} on the screen alone</source>
        <translation>nur auf dem Bildschirm um {angle} gedreht</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyDialog</name>
    <message>
        <source>New recovery key</source>
        <translation>Neuer Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>&amp;Print ...</source>
        <translation>&amp;Drucken ...</translation>
    </message>
    <message>
        <source>Save as P&amp;DF ...</source>
        <translation>Als &amp;PDF speichern ...</translation>
    </message>
    <message>
        <source>Last group of the recovery key</source>
        <translation>Letzte Gruppe des Wiederherstellungsschlüssels</translation>
    </message>
    <message>
        <source>Type the &amp;last group of the sheet</source>
        <translation>Geben Sie die &amp;letzte Gruppe vom Blatt ein</translation>
    </message>
    <message>
        <source>This key alone opens the data if all passwords are lost. It is shown once and kept nowhere. Print it, lock it away, and destroy the old sheet once there is a backup made after this moment.</source>
        <translation>Nur dieser Schlüssel öffnet die Daten, wenn alle Passwörter verloren sind. Er wird einmal gezeigt und nirgends aufbewahrt. Drucken Sie ihn, schließen Sie ihn weg und vernichten Sie das alte Blatt, sobald es eine Sicherung gibt, die nach diesem Zeitpunkt erstellt wurde.</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Wiederherstellungsblatt speichern</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>The recovery sheet</source>
        <translation>Das Wiederherstellungsblatt</translation>
    </message>
    <message>
        <source>If all passwords are lost, this key alone opens the data. It is shown once and kept nowhere. Print it and lock it away, not beside this computer.</source>
        <translation>Wenn alle Passwörter verloren sind, öffnet nur dieser Schlüssel die Daten. Er wird einmal gezeigt und nirgends aufbewahrt. Drucken Sie ihn und schließen Sie ihn weg, nicht neben diesem Rechner.</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>&amp;Print ...</source>
        <translation>&amp;Drucken ...</translation>
    </message>
    <message>
        <source>Save as P&amp;DF ...</source>
        <translation>Als &amp;PDF speichern ...</translation>
    </message>
    <message>
        <source>Last group of the recovery key</source>
        <translation>Letzte Gruppe des Wiederherstellungsschlüssels</translation>
    </message>
    <message>
        <source>Type the &amp;last group of the sheet</source>
        <translation>Geben Sie die &amp;letzte Gruppe vom Blatt ein</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Wiederherstellungsblatt speichern</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>No patient: this report belongs to nobody.</source>
        <translation>Kein Patient: Dieser Befundbericht gehört zu niemandem.</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>Result of the model</source>
        <translation>Ergebnis des Modells</translation>
    </message>
    <message>
        <source>There is no result.</source>
        <translation>Es gibt kein Ergebnis.</translation>
    </message>
    <message>
        <source>Differential diagnosis</source>
        <translation>Differenzialdiagnose</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>How this was made</source>
        <translation>Wie dies entstanden ist</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>On the right with what was drawn over it; the image itself is unchanged.</source>
        <translation>Rechts mit dem, was darüber gezeichnet wurde; das Bild selbst ist unverändert.</translation>
    </message>
    <message>
        <source>Not signed. This report is preliminary and may still change.</source>
        <translation>Nicht signiert. Dieser Befundbericht ist vorläufig und kann sich noch ändern.</translation>
    </message>
    <message>
        <source>Signed electronically by {person} on {time}.</source>
        <translation>Elektronisch signiert von {person} am {time}.</translation>
    </message>
    <message>
        <source>This report takes the place of a signed one. Reason: {reason}</source>
        <translation>Dieser Befundbericht ersetzt einen signierten. Grund: {reason}</translation>
    </message>
    <message>
        <source>Page {number} of {pages}</source>
        <translation>Seite {number} von {pages}</translation>
    </message>
    <message>
        <source>Print preview: {status}</source>
        <translation>Druckvorschau: {status}</translation>
    </message>
</context>
<context>
    <name>ReportContents</name>
    <message>
        <source>What the report says</source>
        <translation>Was der Befundbericht enthält</translation>
    </message>
    <message>
        <source>Always: patient, lesion, picture, decision, differential and its limits.</source>
        <translation>Immer: Patient, Läsion, Bild, Entscheidung, Differenzialdiagnose und ihre Grenzen.</translation>
    </message>
    <message>
        <source>A second picture with what was dra&amp;wn over it</source>
        <translation>Ein zweites Bild mit dem, was darüber ge&amp;zeichnet wurde</translation>
    </message>
    <message>
        <source>&amp;Opinions of the readers</source>
        <translation>E&amp;inschätzungen der Befunder</translation>
    </message>
    <message>
        <source>Check&amp;lists</source>
        <translation>Check&amp;listen</translation>
    </message>
    <message>
        <source>Co&amp;mments</source>
        <translation>K&amp;ommentare</translation>
    </message>
    <message>
        <source>&amp;Notes about the patient and the lesion</source>
        <translation>&amp;Notizen zum Patienten und zur Läsion</translation>
    </message>
    <message>
        <source>The written descrip&amp;tion</source>
        <translation>Die geschriebene &amp;Beschreibung</translation>
    </message>
    <message>
        <source>I have &amp;read the description and stand by it</source>
        <translation>Ich habe die Beschreibung &amp;gelesen und stehe dafür ein</translation>
    </message>
    <message>
        <source>Questions and answers in the report</source>
        <translation>Fragen und Antworten im Befundbericht</translation>
    </message>
    <message>
        <source>&amp;Questions and answers</source>
        <translation>&amp;Fragen und Antworten</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>Befundbericht</translation>
    </message>
    <message>
        <source>Status of the report</source>
        <translation>Status des Befundberichts</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>The preliminary report was kept.</source>
        <translation>Der vorläufige Befundbericht wurde gespeichert.</translation>
    </message>
    <message>
        <source>The report was signed and kept.</source>
        <translation>Der Befundbericht wurde signiert und gespeichert.</translation>
    </message>
    <message>
        <source>The report was saved: {file}</source>
        <translation>Der Befundbericht wurde gespeichert: {file}</translation>
    </message>
    <message>
        <source>Save the report outside the encrypted store</source>
        <translation>Befundbericht außerhalb des verschlüsselten Datenspeichers speichern</translation>
    </message>
    <message>
        <source>The report was sent to the printer.</source>
        <translation>Der Befundbericht wurde an den Drucker gesendet.</translation>
    </message>
    <message>
        <source>Enter your own opinion first; the result is not shown before that.</source>
        <translation>Geben Sie zuerst Ihre eigene Einschätzung ein; vorher wird das Ergebnis nicht gezeigt.</translation>
    </message>
    <message>
        <source>Signed by {person}. Save the signed PDF to look at it or to print it later.</source>
        <translation>Signiert von {person}. Speichern Sie das signierte PDF, um es anzusehen oder später zu drucken.</translation>
    </message>
    <message>
        <source>Preliminary: nobody has signed.</source>
        <translation>Vorläufig: Niemand hat signiert.</translation>
    </message>
    <message>
        <source>A report was signed, and something has changed since then.</source>
        <translation>Ein Befundbericht wurde signiert, und seitdem hat sich etwas geändert.</translation>
    </message>
    <message>
        <source>It cannot be signed yet:</source>
        <translation>Er kann noch nicht signiert werden:</translation>
    </message>
    <message>
        <source>It can be signed.</source>
        <translation>Er kann signiert werden.</translation>
    </message>
    <message>
        <source>No patient</source>
        <translation>Kein Patient</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Pre&amp;view ...</source>
        <translation>Vorsc&amp;hau ...</translation>
    </message>
    <message>
        <source>&amp;Print ...</source>
        <translation>&amp;Drucken ...</translation>
    </message>
    <message>
        <source>Save as P&amp;DF ...</source>
        <translation>Als &amp;PDF speichern ...</translation>
    </message>
    <message>
        <source>&amp;Keep preliminary</source>
        <translation>&amp;Vorläufig speichern</translation>
    </message>
    <message>
        <source>&amp;Sign ...</source>
        <translation>&amp;Signieren ...</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>The restore</source>
        <translation>Die Wiederherstellung</translation>
    </message>
    <message>
        <source>The folder into which the data of the backup are put.</source>
        <translation>Der Ordner, in den die Daten der Sicherung kommen.</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>&amp;Other folder ...</source>
        <translation>&amp;Anderer Ordner ...</translation>
    </message>
    <message>
        <source>&amp;Restore now</source>
        <translation>Jetzt &amp;wiederherstellen</translation>
    </message>
    <message>
        <source>Choose a folder for the data.</source>
        <translation>Wählen Sie einen Ordner für die Daten.</translation>
    </message>
    <message>
        <source>There are data in this folder. They are closed and moved into a folder named {0}-before-restore-... beside it. Nothing is deleted.</source>
        <translation>In diesem Ordner sind Daten. Sie werden geschlossen und in einen Ordner namens {0}-before-restore-... daneben verschoben. Es wird nichts gelöscht.</translation>
    </message>
    <message>
        <source>This folder holds no data; nothing has to be moved.</source>
        <translation>Dieser Ordner enthält keine Daten; es muss nichts verschoben werden.</translation>
    </message>
    <message>
        <source>✓ The backup was restored.</source>
        <translation>✓ Die Sicherung wurde wiederhergestellt.</translation>
    </message>
    <message>
        <source>The backup is being copied and checked ...</source>
        <translation>Die Sicherung wird kopiert und geprüft ...</translation>
    </message>
</context>
<context>
    <name>RestoreWizard</name>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung wiederherstellen</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Analyse again</source>
        <translation>Erneut analysieren</translation>
    </message>
    <message>
        <source>The result is hidden until you have entered your own opinion.</source>
        <translation>Das Ergebnis bleibt verborgen, bis Sie Ihre eigene Einschätzung eingegeben haben.</translation>
    </message>
    <message>
        <source>How this result was made</source>
        <translation>Wie dieses Ergebnis entstanden ist</translation>
    </message>
    <message>
        <source>This image was never analysed.</source>
        <translation>Dieses Bild wurde nie analysiert.</translation>
    </message>
    <message>
        <source>Thresholds: those of the bundle; prediction sets at {level}</source>
        <translation>Schwellenwerte: die des Modellpakets; Vorhersagemengen bei {level}</translation>
    </message>
    <message>
        <source>What kind of image it is, as you know it</source>
        <translation>Welche Art von Bild es nach Ihrem Wissen ist</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>You know it is:</source>
        <translation>Sie wissen, es ist:</translation>
    </message>
    <message>
        <source>Stale: {why}</source>
        <translation>Veraltet: {why}</translation>
    </message>
</context>
<context>
    <name>ReviewKeys</name>
    <message>
        <source>Accept the first diagnosis of the model and go on</source>
        <translation>Erste Diagnose des Modells annehmen und weiter</translation>
    </message>
    <message>
        <source>Put diagnosis 1 of the list in its place and go on</source>
        <translation>Diagnose 1 der Liste an ihre Stelle setzen und weiter</translation>
    </message>
    <message>
        <source>Put diagnosis 2 of the list in its place and go on</source>
        <translation>Diagnose 2 der Liste an ihre Stelle setzen und weiter</translation>
    </message>
    <message>
        <source>Put diagnosis 3 of the list in its place and go on</source>
        <translation>Diagnose 3 der Liste an ihre Stelle setzen und weiter</translation>
    </message>
    <message>
        <source>Put diagnosis 4 of the list in its place and go on</source>
        <translation>Diagnose 4 der Liste an ihre Stelle setzen und weiter</translation>
    </message>
    <message>
        <source>Put diagnosis 5 of the list in its place and go on</source>
        <translation>Diagnose 5 der Liste an ihre Stelle setzen und weiter</translation>
    </message>
    <message>
        <source>Put diagnosis 6 of the list in its place and go on</source>
        <translation>Diagnose 6 der Liste an ihre Stelle setzen und weiter</translation>
    </message>
    <message>
        <source>Put diagnosis 7 of the list in its place and go on</source>
        <translation>Diagnose 7 der Liste an ihre Stelle setzen und weiter</translation>
    </message>
    <message>
        <source>Put diagnosis 8 of the list in its place and go on</source>
        <translation>Diagnose 8 der Liste an ihre Stelle setzen und weiter</translation>
    </message>
    <message>
        <source>Put diagnosis 9 of the list in its place and go on</source>
        <translation>Diagnose 9 der Liste an ihre Stelle setzen und weiter</translation>
    </message>
    <message>
        <source>Search any diagnosis</source>
        <translation>Beliebige Diagnose suchen</translation>
    </message>
    <message>
        <source>Flag for somebody else and go on</source>
        <translation>Für jemand anderen markieren und weiter</translation>
    </message>
    <message>
        <source>Leave undecided on purpose and go on</source>
        <translation>Absichtlich unentschieden lassen und weiter</translation>
    </message>
    <message>
        <source>Say that the image is not good enough and go on</source>
        <translation>Angeben, dass das Bild nicht gut genug ist, und weiter</translation>
    </message>
    <message>
        <source>Add a comment</source>
        <translation>Kommentar hinzufügen</translation>
    </message>
    <message>
        <source>Undo the newest decision, as often as you like</source>
        <translation>Neueste Entscheidung rückgängig machen, so oft Sie möchten</translation>
    </message>
    <message>
        <source>Keep your own opinion and show the result</source>
        <translation>Eigene Einschätzung speichern und das Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Two images of one lesion side by side, and back</source>
        <translation>Zwei Bilder einer Läsion nebeneinander, und zurück</translation>
    </message>
    <message>
        <source>Next image; decides nothing</source>
        <translation>Nächstes Bild; entscheidet nichts</translation>
    </message>
    <message>
        <source>Image before; decides nothing</source>
        <translation>Voriges Bild; entscheidet nichts</translation>
    </message>
    <message>
        <source>Next image that is not decided</source>
        <translation>Nächstes nicht entschiedenes Bild</translation>
    </message>
    <message>
        <source>Open on the page for one image, to measure, draw or report</source>
        <translation>Auf der Seite für ein Bild öffnen, zum Messen, Zeichnen oder Befundbericht</translation>
    </message>
    <message>
        <source>The whole image</source>
        <translation>Das ganze Bild</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Order the list anew</source>
        <translation>Liste neu ordnen</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Dieses Blatt</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Loading the model ...</source>
        <translation>Das Modell wird geladen ...</translation>
    </message>
    <message>
        <source>There is no review whose results could be written.</source>
        <translation>Es gibt keine Durchsicht, deren Ergebnisse geschrieben werden könnten.</translation>
    </message>
    <message>
        <source>Results of {count} images written to {folder}</source>
        <translation>Ergebnisse von {count} Bildern nach {folder} geschrieben</translation>
    </message>
    <message>
        <source>The results were not written ({why})</source>
        <translation>Die Ergebnisse wurden nicht geschrieben ({why})</translation>
    </message>
    <message>
        <source>The keys were not changed ({why})</source>
        <translation>Die Tasten wurden nicht geändert ({why})</translation>
    </message>
    <message>
        <source>The review stopped, as the store was closed; Start goes on.</source>
        <translation>Die Durchsicht hielt an, weil der Datenspeicher geschlossen wurde; Start setzt sie fort.</translation>
    </message>
    <message>
        <source>The review stopped: {reason}</source>
        <translation>Die Durchsicht hielt an: {reason}</translation>
    </message>
    <message>
        <source>Everything found was read; F5 goes to the first.</source>
        <translation>Alles Gefundene wurde gelesen; F5 geht zum ersten.</translation>
    </message>
    <message>
        <source>Ended; Start goes on from here.</source>
        <translation>Beendet; Start macht hier weiter.</translation>
    </message>
    <message>
        <source>The table of patients: {told}.</source>
        <translation>Die Patiententabelle: {told}.</translation>
    </message>
    <message>
        <source>Review of a folder</source>
        <translation>Durchsicht eines Ordners</translation>
    </message>
</context>
<context>
    <name>ReviewTools</name>
    <message>
        <source>My op&amp;inion first</source>
        <translation>Meine E&amp;inschätzung zuerst</translation>
    </message>
    <message>
        <source>Hide each result until your own opinion on the image is entered</source>
        <translation>Jedes Ergebnis verbergen, bis Ihre eigene Einschätzung zum Bild eingegeben ist</translation>
    </message>
    <message>
        <source>Second read ...</source>
        <translation>Zweitbefundung ...</translation>
    </message>
    <message>
        <source>Read what others have decided, without seeing it</source>
        <translation>Befunden, was andere entschieden haben, ohne es zu sehen</translation>
    </message>
    <message>
        <source>E&amp;xport ...</source>
        <translation>E&amp;xportieren ...</translation>
    </message>
    <message>
        <source>Keys (?)</source>
        <translation>Tasten (?)</translation>
    </message>
</context>
<context>
    <name>ReviewWalk</name>
    <message>
        <source>The model has not read it yet.</source>
        <translation>Das Modell hat es noch nicht gelesen.</translation>
    </message>
    <message>
        <source>Choose a folder and press Start, or look at results.</source>
        <translation>Wählen Sie einen Ordner und drücken Sie Start, oder sehen Sie Ergebnisse an.</translation>
    </message>
    <message>
        <source>No image is in this list.</source>
        <translation>In dieser Liste ist kein Bild.</translation>
    </message>
    <message>
        <source>The model cannot say here. Choose a diagnosis (1-9, O), flag or skip.</source>
        <translation>Das Modell kann hier nicht urteilen. Wählen Sie eine Diagnose (1-9, O), markieren oder überspringen Sie.</translation>
    </message>
    <message>
        <source>Enter your own opinion first (O).</source>
        <translation>Geben Sie zuerst Ihre eigene Einschätzung ein (O).</translation>
    </message>
    <message>
        <source>Every image of this list is decided.</source>
        <translation>Jedes Bild dieser Liste ist entschieden.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Undone: {path}</source>
        <translation>Rückgängig gemacht: {path}</translation>
    </message>
    <message>
        <source>There is no other image of this lesion in the review.</source>
        <translation>Es gibt in dieser Durchsicht kein anderes Bild dieser Läsion.</translation>
    </message>
    <message>
        <source>Only an image in the store can be opened on the other page.</source>
        <translation>Nur ein Bild im Datenspeicher kann auf der anderen Seite geöffnet werden.</translation>
    </message>
</context>
<context>
    <name>SecondReadDialog</name>
    <message>
        <source>Second read</source>
        <translation>Zweitbefundung</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>&amp;Befunden</translation>
    </message>
    <message>
        <source>A&amp;greement</source>
        <translation>&amp;Übereinstimmung</translation>
    </message>
    <message>
        <source>After your last blind read</source>
        <translation>Nach Ihrer letzten verblindeten Befundung</translation>
    </message>
</context>
<context>
    <name>SecretForm</name>
    <message>
        <source>With the &amp;password of when it was made</source>
        <translation>Mit dem &amp;Passwort aus der Zeit der Sicherung</translation>
    </message>
    <message>
        <source>With the &amp;recovery key of when it was made</source>
        <translation>Mit dem Wiederherstellungsschlüsse&amp;l aus der Zeit der Sicherung</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>Recovery &amp;key</source>
        <translation>Wiederherstellungs&amp;schlüssel</translation>
    </message>
</context>
<context>
    <name>SelfTestDialog</name>
    <message>
        <source>Self-test</source>
        <translation>Selbsttest</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>&amp;Test again</source>
        <translation>&amp;Erneut testen</translation>
    </message>
    <message>
        <source>The self-test is running ...</source>
        <translation>Der Selbsttest läuft ...</translation>
    </message>
    <message>
        <source>Being tested: {0} ...</source>
        <translation>Wird getestet: {0} ...</translation>
    </message>
    <message>
        <source>✓ works</source>
        <translation>✓ funktioniert</translation>
    </message>
    <message>
        <source>✗ failed</source>
        <translation>✗ fehlgeschlagen</translation>
    </message>
    <message>
        <source>- not tested</source>
        <translation>- nicht getestet</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) failed; see the details.</source>
        <translation>
            <numerusform>%n Prüfung ist fehlgeschlagen; siehe Einzelheiten.</numerusform>
            <numerusform>%n Prüfungen sind fehlgeschlagen; siehe Einzelheiten.</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ Everything that was tested works.</source>
        <translation>✓ Alles Getestete funktioniert.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Golden images</source>
        <translation>Referenzbilder</translation>
    </message>
    <message>
        <source>Place of computation</source>
        <translation>Ort der Berechnung</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Datenspeicher</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Freier Speicherplatz</translation>
    </message>
    <message>
        <source>Backup folder</source>
        <translation>Sicherungsordner</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
</context>
<context>
    <name>ServiceDialogs</name>
    <message>
        <source>Restoring a backup is for the administrator.</source>
        <translation>Eine Sicherung wiederherstellen darf der Administrator.</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
</context>
<context>
    <name>SetupBar</name>
    <message>
        <source>&amp;Watch the folder for new images</source>
        <translation>Ordner auf neue Bilder ü&amp;berwachen</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>L&amp;ook at results</source>
        <translation>Ergebnisse &amp;ansehen</translation>
    </message>
    <message>
        <source>Review what was read before, without reading anything new</source>
        <translation>Ansehen, was früher gelesen wurde, ohne Neues zu lesen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;End</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>Retr&amp;y failed</source>
        <translation>Fehlgeschlagene &amp;wiederholen</translation>
    </message>
    <message>
        <source>Res&amp;ults in</source>
        <translation>Er&amp;gebnisse in</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Wählen ...</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>We&amp;iter</translation>
    </message>
    <message>
        <source>{settled} of {found} files done</source>
        <translation>{settled} von {found} Dateien erledigt</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>still looking for files</source>
        <translation>sucht noch nach Dateien</translation>
    </message>
    <message>
        <source>{rate} images per second</source>
        <translation>{rate} Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv);;All files (*)</source>
        <translation>Tabellen (*.csv *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Folder of images</source>
        <translation>Bilder&amp;ordner</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>Bilderordner</translation>
    </message>
    <message>
        <source>Ta&amp;ble of patients</source>
        <translation>Patienten&amp;tabelle</translation>
    </message>
    <message>
        <source>Table of patients</source>
        <translation>Patiententabelle</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>Ordner für die Ergebnisse</translation>
    </message>
    <message>
        <source>if there is one: CSV with the columns file, patient, lesion, date</source>
        <translation>falls vorhanden: CSV mit den Spalten file, patient, lesion, date</translation>
    </message>
    <message>
        <source>Progress of the review</source>
        <translation>Fortschritt der Durchsicht</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Set up SkinVL</source>
        <translation>SkinVL einrichten</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Find a key or what it does</source>
        <translation>Nach Taste oder Wirkung suchen</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>Was sie bewirken</translation>
    </message>
</context>
<context>
    <name>SignForm</name>
    <message>
        <source>Sign the report</source>
        <translation>Befundbericht signieren</translation>
    </message>
    <message>
        <source>{person} signs the report about {subject}. A signed report is never changed; a later one takes its place and says why.</source>
        <translation>{person} signiert den Befundbericht über {subject}. Ein signierter Befundbericht wird nie geändert; ein späterer ersetzt ihn und nennt den Grund.</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Ihr Passwort</translation>
    </message>
    <message>
        <source>Reason of the amendment</source>
        <translation>Grund der Änderung</translation>
    </message>
    <message>
        <source>&amp;Reason of the amendment</source>
        <translation>&amp;Grund der Änderung</translation>
    </message>
    <message>
        <source>Your &amp;password</source>
        <translation>Ihr &amp;Passwort</translation>
    </message>
    <message>
        <source>&amp;Sign</source>
        <translation>&amp;Signieren</translation>
    </message>
</context>
<context>
    <name>SingleView</name>
    <message>
        <source>No image is chosen.</source>
        <translation>Kein Bild gewählt.</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>entschieden</translation>
    </message>
    <message>
        <source>Comment; Enter keeps it</source>
        <translation>Kommentar; die Eingabetaste speichert ihn</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>What the model found</source>
        <translation>Was das Modell gefunden hat</translation>
    </message>
    <message>
        <source>Image under review</source>
        <translation>Bild in Durchsicht</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Drop an image of the skin here</source>
        <translation>Legen Sie hier ein Bild der Haut ab</translation>
    </message>
    <message>
        <source>Dermoscopic or clinical: JPEG, PNG, TIFF, BMP, WebP</source>
        <translation>Dermatoskopisch oder klinisch: JPEG, PNG, TIFF, BMP, WebP</translation>
    </message>
    <message>
        <source>Open an image ...</source>
        <translation>Bild öffnen ...</translation>
    </message>
    <message>
        <source>Try the drawn sample</source>
        <translation>Gezeichnetes Beispiel ausprobieren</translation>
    </message>
</context>
<context>
    <name>TaskStrip</name>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>It was given up; nothing was changed.</source>
        <translation>Es wurde abgebrochen; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>It is being stopped ...</source>
        <translation>Wird angehalten ...</translation>
    </message>
    <message>
        <source>Error: {0}</source>
        <translation>Fehler: {0}</translation>
    </message>
    <message>
        <source>{0} About {1} s left.</source>
        <translation>{0} Noch etwa {1} s.</translation>
    </message>
</context>
<context>
    <name>TilePainter</name>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>...</source>
        <translation>...</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Photographs of this lesion over time</source>
        <translation>Aufnahmen dieser Läsion im Verlauf</translation>
    </message>
    <message>
        <source>Show on the &amp;left</source>
        <translation>&amp;Links zeigen</translation>
    </message>
    <message>
        <source>Show on the &amp;right</source>
        <translation>&amp;Rechts zeigen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} from {first} to {last}, {days} days</source>
        <translation>{count} von {first} bis {last}, {days} Tage</translation>
    </message>
</context>
<context>
    <name>Upkeep</name>
    <message>
        <source>No backup folder is chosen; choose one in the settings.</source>
        <translation>Es ist kein Sicherungsordner gewählt; wählen Sie einen in den Einstellungen.</translation>
    </message>
    <message>
        <source>A backup or a check is running already.</source>
        <translation>Eine Sicherung oder eine Prüfung läuft bereits.</translation>
    </message>
    <message>
        <source>The backup is being made ...</source>
        <translation>Die Sicherung wird erstellt ...</translation>
    </message>
    <message>
        <source>The weekly check found damage: {0}</source>
        <translation>Die wöchentliche Prüfung hat Schäden gefunden: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) are missing in the store.</source>
        <translation>
            <numerusform>Im Datenspeicher fehlt %n Bild.</numerusform>
            <numerusform>Im Datenspeicher fehlen %n Bilder.</numerusform>
        </translation>
    </message>
    <message>
        <source>The backup is complete and checked: {0}</source>
        <translation>Die Sicherung ist vollständig und geprüft: {0}</translation>
    </message>
</context>
<context>
    <name>UsersDialog</name>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>&amp;Add ...</source>
        <translation>&amp;Hinzufügen ...</translation>
    </message>
    <message>
        <source>Change &amp;role ...</source>
        <translation>&amp;Rolle ändern ...</translation>
    </message>
    <message>
        <source>New &amp;password ...</source>
        <translation>Neues &amp;Passwort ...</translation>
    </message>
    <message>
        <source>&amp;Disable or enable</source>
        <translation>&amp;Sperren oder freigeben</translation>
    </message>
    <message>
        <source>Add a user</source>
        <translation>Benutzer hinzufügen</translation>
    </message>
    <message>
        <source>Role of {0}</source>
        <translation>Rolle von {0}</translation>
    </message>
    <message>
        <source>New password for {0}</source>
        <translation>Neues Passwort für {0}</translation>
    </message>
    <message>
        <source>Let {0} log in again</source>
        <translation>{0} die Anmeldung wieder erlauben</translation>
    </message>
    <message>
        <source>Stop {0} logging in?</source>
        <translation>{0} die Anmeldung sperren?</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>The check</source>
        <translation>Die Prüfung</translation>
    </message>
    <message>
        <source>Every file of the backup is decrypted and compared. Nothing is changed.</source>
        <translation>Jede Datei der Sicherung wird entschlüsselt und verglichen. Es wird nichts verändert.</translation>
    </message>
    <message>
        <source>&amp;Check the backup</source>
        <translation>Sicherung &amp;prüfen</translation>
    </message>
    <message>
        <source>Backup of {0}: {1}</source>
        <translation>Sicherung von {0}: {1}</translation>
    </message>
    <message>
        <source>✓ The backup is whole.</source>
        <translation>✓ Die Sicherung ist unversehrt.</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) or report(s) were missing already when it was made.</source>
        <translation>
            <numerusform>%n Bild oder Befundbericht fehlte schon bei der Erstellung.</numerusform>
            <numerusform>%n Bilder oder Befundberichte fehlten schon bei der Erstellung.</numerusform>
        </translation>
    </message>
    <message>
        <source>The backup is being checked ...</source>
        <translation>Die Sicherung wird geprüft ...</translation>
    </message>
</context>
<context>
    <name>_UserForm</name>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>&amp;Person</source>
        <translation>&amp;Person</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rolle</translation>
    </message>
    <message>
        <source>First &amp;password</source>
        <translation>Erstes Pass&amp;wort</translation>
    </message>
</context>
<context>
    <name>parent</name>
    <message>
        <source>the {count} photographs that were found</source>
        <translation>die {count} gefundenen Aufnahmen</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>Ordner für die Ergebnisse</translation>
    </message>
    <message>
        <source>The files leave the encrypted store: whoever can open the folder can read file names, results and pictures. The export is noted in the audit log.</source>
        <translation>Die Dateien verlassen den verschlüsselten Datenspeicher: Wer den Ordner öffnen kann, kann Dateinamen, Ergebnisse und Bilder lesen. Der Export wird im Protokoll vermerkt.</translation>
    </message>
    <message>
        <source>These files are there and would be replaced: {files}.</source>
        <translation>Diese Dateien sind vorhanden und würden ersetzt: {files}.</translation>
    </message>
    <message>
        <source>Export the results</source>
        <translation>Ergebnisse exportieren</translation>
    </message>
    <message>
        <source>{told} Go on?</source>
        <translation>{told} Fortfahren?</translation>
    </message>
</context>
<context>
    <name>speaker</name>
    <message>
        <source>Front</source>
        <translation>Vorderseite</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Rückseite</translation>
    </message>
    <message>
        <source>Left side</source>
        <translation>Linke Seite</translation>
    </message>
    <message>
        <source>Right side</source>
        <translation>Rechte Seite</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Hands</source>
        <translation>Hände</translation>
    </message>
    <message>
        <source>Feet</source>
        <translation>Füße</translation>
    </message>
    <message>
        <source>Patient&apos;s right</source>
        <translation>Rechts des Patienten</translation>
    </message>
    <message>
        <source>Patient&apos;s left</source>
        <translation>Links des Patienten</translation>
    </message>
    <message>
        <source>Back of right hand</source>
        <translation>Rechter Handrücken</translation>
    </message>
    <message>
        <source>Back of left hand</source>
        <translation>Linker Handrücken</translation>
    </message>
    <message>
        <source>Right palm</source>
        <translation>Rechte Handfläche</translation>
    </message>
    <message>
        <source>Left palm</source>
        <translation>Linke Handfläche</translation>
    </message>
    <message>
        <source>Right foot</source>
        <translation>Rechter Fuß</translation>
    </message>
    <message>
        <source>Left foot</source>
        <translation>Linker Fuß</translation>
    </message>
    <message>
        <source>Right sole</source>
        <translation>Rechte Fußsohle</translation>
    </message>
    <message>
        <source>Left sole</source>
        <translation>Linke Fußsohle</translation>
    </message>
    <message>
        <source>patient&apos;s left</source>
        <translation>links des Patienten</translation>
    </message>
    <message>
        <source>patient&apos;s right</source>
        <translation>rechts des Patienten</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>no site</source>
        <translation>keine Lokalisation</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>nicht befundet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>overridden</source>
        <translation>abweichend entschieden</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>bad image</source>
        <translation>schlechtes Bild</translation>
    </message>
    <message>
        <source>This is the same photograph; choose another one.</source>
        <translation>Das ist dieselbe Aufnahme; wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>A photograph that belongs to no patient is not compared; file it with its patient first.</source>
        <translation>Eine Aufnahme, die zu keinem Patienten gehört, wird nicht verglichen; legen Sie sie zuerst bei ihrem Patienten ab.</translation>
    </message>
    <message>
        <source>These photographs are of different patients and are not compared.</source>
        <translation>Diese Aufnahmen stammen von verschiedenen Patienten und werden nicht verglichen.</translation>
    </message>
    <message>
        <source>A photograph that belongs to no lesion is not compared; move it to its lesion first.</source>
        <translation>Eine Aufnahme, die zu keiner Läsion gehört, wird nicht verglichen; verschieben Sie sie zuerst zu ihrer Läsion.</translation>
    </message>
    <message>
        <source>These photographs are of different lesions and are not compared.</source>
        <translation>Diese Aufnahmen zeigen verschiedene Läsionen und werden nicht verglichen.</translation>
    </message>
    <message>
        <source>not comparable: not both are measured</source>
        <translation>nicht vergleichbar: nicht beide sind gemessen</translation>
    </message>
    <message>
        <source>not comparable: no scale</source>
        <translation>nicht vergleichbar: kein Maßstab</translation>
    </message>
    <message>
        <source>not comparable: the lesion is cut by the edge</source>
        <translation>nicht vergleichbar: Die Läsion ist vom Rand abgeschnitten</translation>
    </message>
    <message>
        <source>not comparable: different kinds of image</source>
        <translation>nicht vergleichbar: verschiedene Arten von Bildern</translation>
    </message>
    <message>
        <source>not comparable: not both were read</source>
        <translation>nicht vergleichbar: nicht beide wurden gelesen</translation>
    </message>
    <message>
        <source>not comparable: a result failed</source>
        <translation>nicht vergleichbar: ein Ergebnis ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>not comparable: read by different models</source>
        <translation>nicht vergleichbar: von verschiedenen Modellen gelesen</translation>
    </message>
    <message>
        <source>not comparable: computed in different precision</source>
        <translation>nicht vergleichbar: mit verschiedener Genauigkeit berechnet</translation>
    </message>
    <message>
        <source>not comparable: the model could not say</source>
        <translation>nicht vergleichbar: Das Modell konnte nicht urteilen</translation>
    </message>
    <message>
        <source>hidden until you have given your own opinion on both</source>
        <translation>verborgen, bis Sie zu beiden Ihre eigene Einschätzung gegeben haben</translation>
    </message>
    <message>
        <source>Asymmetric axes</source>
        <translation>Asymmetrische Achsen</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>Begrenzung</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Largest diameter</source>
        <translation>Größter Durchmesser</translation>
    </message>
    <message>
        <source>Malignant total (model)</source>
        <translation>Bösartig gesamt (Modell)</translation>
    </message>
    <message>
        <source>{points:+.1f} percentage points</source>
        <translation>{points:+.1f} Prozentpunkte</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>regular</source>
        <translation>regelmäßig</translation>
    </message>
    <message>
        <source>slightly irregular</source>
        <translation>leicht unregelmäßig</translation>
    </message>
    <message>
        <source>irregular</source>
        <translation>unregelmäßig</translation>
    </message>
    <message>
        <source>birth date not stated</source>
        <translation>Geburtsdatum nicht angegeben</translation>
    </message>
    <message>
        <source>born {day}</source>
        <translation>geboren {day}</translation>
    </message>
    <message>
        <source>no. {number}</source>
        <translation>Nr. {number}</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>other</source>
        <translation>divers</translation>
    </message>
    <message>
        <source>waits for the model</source>
        <translation>wartet auf das Modell</translation>
    </message>
</context>
</TS>
