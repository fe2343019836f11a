<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Works offline: no network connection is opened, nothing is sent.</source>
        <translation>Arbeitet offline: es wird keine Netzverbindung geöffnet, nichts wird gesendet.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
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
        <source>Refused</source>
        <translation>Abgelehnt</translation>
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
        <source>A&amp;nalysis</source>
        <translation>Anal&amp;yse</translation>
    </message>
    <message>
        <source>Wo&amp;rkstation</source>
        <translation>A&amp;rbeitsstation</translation>
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
        <source>Update &amp;from a file ...</source>
        <translation>Akt&amp;ualisieren aus einer Datei ...</translation>
    </message>
    <message>
        <source>Another version of SkinVL</source>
        <translation>Eine andere Version von SkinVL</translation>
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
    <message>
        <source>No image was read twice yet.</source>
        <translation>Noch kein Bild wurde zweimal befundet.</translation>
    </message>
    <message>
        <source>{count} images read twice, {share} the same.</source>
        <translation>{count} Bilder zweimal befundet, {share} gleich.</translation>
    </message>
    <message>
        <source>Kappa is not defined, as both name one diagnosis throughout.</source>
        <translation>Kappa ist nicht definiert, weil beide durchgehend eine Diagnose nennen.</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa {value} (95 % {low} to {high}).</source>
        <translation>Cohens Kappa {value} (95 % {low} bis {high}).</translation>
    </message>
</context>
<context>
    <name>AnalysisPhrases</name>
    <message>
        <source>the model was changed while it was at work; the analysis was given up</source>
        <translation>das Modell wurde während der Arbeit gewechselt; die Analyse wurde abgebrochen</translation>
    </message>
    <message>
        <source>did not respond and was ended</source>
        <translation>reagierte nicht und wurde beendet</translation>
    </message>
    <message>
        <source>was ended by the system, perhaps for lack of memory</source>
        <translation>wurde vom System beendet, vielleicht aus Speichermangel</translation>
    </message>
    <message>
        <source>crashed ({signal})</source>
        <translation>stürzte ab ({signal})</translation>
    </message>
    <message>
        <source>ended unexpectedly (exit code {code})</source>
        <translation>endete unerwartet (Rückgabewert {code})</translation>
    </message>
    <message>
        <source>{name}: not analysed; the analysis process {what}</source>
        <translation>{name}: nicht analysiert; der Analyseprozess {what}</translation>
    </message>
    <message>
        <source>the question was not answered; the analysis process {what}</source>
        <translation>die Frage wurde nicht beantwortet; der Analyseprozess {what}</translation>
    </message>
    <message>
        <source>the heat map was not made; the analysis process {what}</source>
        <translation>die Heatmap wurde nicht erstellt; der Analyseprozess {what}</translation>
    </message>
    <message>
        <source>the analysis process {what}</source>
        <translation>der Analyseprozess {what}</translation>
    </message>
    <message>
        <source>{reason}; it goes on with the CPU alone</source>
        <translation>{reason}; es geht mit der CPU allein weiter</translation>
    </message>
    <message>
        <source>the image quality is not sufficient: {reasons}</source>
        <translation>die Bildqualität reicht nicht aus: {reasons}</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>unscharf</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>zu dunkel</translation>
    </message>
    <message>
        <source>too bright</source>
        <translation>zu hell</translation>
    </message>
    <message>
        <source>low contrast</source>
        <translation>kontrastarm</translation>
    </message>
    <message>
        <source>no colour</source>
        <translation>keine Farbe</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>zu klein</translation>
    </message>
    <message>
        <source>this does not look like a skin photograph (looks like: {looks})</source>
        <translation>das sieht nicht wie eine Fotografie der Haut aus (sieht aus wie: {looks})</translation>
    </message>
    <message>
        <source>a clinical photograph</source>
        <translation>eine klinische Aufnahme</translation>
    </message>
    <message>
        <source>a dermoscopic image</source>
        <translation>eine dermatoskopische Aufnahme</translation>
    </message>
    <message>
        <source>a microscope slide</source>
        <translation>ein Mikroskopiepräparat</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>etwas anderes</translation>
    </message>
    <message>
        <source>the image is unlike the images the model was trained on</source>
        <translation>das Bild ist den Bildern unähnlich, mit denen das Modell trainiert wurde</translation>
    </message>
    <message>
        <source>the image could not be processed</source>
        <translation>das Bild konnte nicht verarbeitet werden</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>kein Grund angegeben</translation>
    </message>
    <message>
        <source>no statement is made about this image ({reason})</source>
        <translation>zu diesem Bild wird keine Aussage gemacht ({reason})</translation>
    </message>
    <message>
        <source>outlines were measured on dermoscopic images only</source>
        <translation>Umrisse wurden nur an dermatoskopischen Aufnahmen geprüft</translation>
    </message>
    <message>
        <source>no lesion stands out</source>
        <translation>keine Läsion hebt sich ab</translation>
    </message>
    <message>
        <source>the lesion fills the image</source>
        <translation>die Läsion füllt das Bild aus</translation>
    </message>
    <message>
        <source>the lesion does not stand out clearly from the skin</source>
        <translation>die Läsion hebt sich nicht deutlich von der Haut ab</translation>
    </message>
    <message>
        <source>the explanation was cancelled</source>
        <translation>die Erklärung wurde abgebrochen</translation>
    </message>
    <message>
        <source>the question is empty</source>
        <translation>die Frage ist leer</translation>
    </message>
    <message>
        <source>the text is too long: {capacity} positions where the model has {longest}; ask a shorter question</source>
        <translation>der Text ist zu lang: {capacity} Stellen, wo das Modell {longest} hat; stellen Sie eine kürzere Frage</translation>
    </message>
    <message>
        <source>the question is too long: {length} positions with the image, where the model has {longest}; ask a shorter question</source>
        <translation>die Frage ist zu lang: {length} Stellen mit dem Bild, wo das Modell {longest} hat; stellen Sie eine kürzere Frage</translation>
    </message>
    <message>
        <source>No reliable description could be written.</source>
        <translation>Es konnte keine verlässliche Beschreibung geschrieben werden.</translation>
    </message>
    <message>
        <source>No description is given: {reason}.</source>
        <translation>Es gibt keine Beschreibung: {reason}.</translation>
    </message>
    <message>
        <source>No answer is given: {reason}.</source>
        <translation>Es gibt keine Antwort: {reason}.</translation>
    </message>
    <message>
        <source>an image shows no treatment, no dose, no plan of care and no outcome; ask what can be seen in it</source>
        <translation>ein Bild zeigt keine Behandlung, keine Dosis, keinen Behandlungsplan und keinen Verlauf; fragen Sie nach dem, was darauf zu sehen ist</translation>
    </message>
    <message>
        <source>the model understands English only; ask in English</source>
        <translation>das Modell versteht nur Englisch; bitte auf Englisch fragen</translation>
    </message>
    <message>
        <source>{path}: {provider} failed ({error})</source>
        <translation>{path}: {provider} ist gescheitert ({error})</translation>
    </message>
    <message>
        <source>the installed onnxruntime has no CUDA (install onnxruntime-gpu)</source>
        <translation>die installierte onnxruntime hat kein CUDA (installieren Sie onnxruntime-gpu)</translation>
    </message>
    <message>
        <source>text_percent: {value} is not 100..200</source>
        <translation>text_percent: {value} liegt nicht in 100..200</translation>
    </message>
    <message>
        <source>idle_minutes: {value} is not 0..240</source>
        <translation>idle_minutes: {value} liegt nicht in 0..240</translation>
    </message>
    <message>
        <source>backup_hours: {value} is not 1..168</source>
        <translation>backup_hours: {value} liegt nicht in 1..168</translation>
    </message>
    <message>
        <source>{machine}: unknown key {key}</source>
        <translation>{machine}: unbekannter Schlüssel {key}</translation>
    </message>
    <message>
        <source>{file}: {error}; the value is not used</source>
        <translation>{file}: {error}; der Wert wird nicht verwendet</translation>
    </message>
    <message>
        <source>unknown setting {name}</source>
        <translation>unbekannte Einstellung {name}</translation>
    </message>
    <message>
        <source>{file}: not readable ({error}); it is not used</source>
        <translation>{file}: nicht lesbar ({error}); wird nicht verwendet</translation>
    </message>
    <message>
        <source>{file}: not a JSON object; it is not used</source>
        <translation>{file}: kein JSON-Objekt; wird nicht verwendet</translation>
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
        <source>Network closed</source>
        <translation>Netz geschlossen</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Rechenwerk</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Datenspeicher</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Freier Platz</translation>
    </message>
    <message>
        <source>Backup folder</source>
        <translation>Sicherungsordner</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>{name} {version}: signature of {key} and {count} files are as they were signed</source>
        <translation>{name} {version}: Signatur von {key} und {count} Dateien sind wie signiert</translation>
    </message>
    <message>
        <source>the head gave scores {found} for {count} classes of {name}</source>
        <translation>der Kopf lieferte Werte {found} für {count} Klassen von {name}</translation>
    </message>
    <message>
        <source>the text is too long: {length} positions where there is room for {room}</source>
        <translation>der Text ist zu lang: {length} Stellen, wo Platz für {room} ist</translation>
    </message>
    <message>
        <source>the input {name} is missing</source>
        <translation>der Eingang {name} fehlt</translation>
    </message>
    <message>
        <source>the input {name} was not agreed</source>
        <translation>der Eingang {name} ist nicht vereinbart</translation>
    </message>
    <message>
        <source>the input {name} is {found}, not {expected}</source>
        <translation>der Eingang {name} ist {found}, nicht {expected}</translation>
    </message>
    <message>
        <source>the output {name} is missing</source>
        <translation>der Ausgang {name} fehlt</translation>
    </message>
    <message>
        <source>the output {name} was not agreed</source>
        <translation>der Ausgang {name} ist nicht vereinbart</translation>
    </message>
    <message>
        <source>the output {name} is {found}, not {expected}</source>
        <translation>der Ausgang {name} ist {found}, nicht {expected}</translation>
    </message>
    <message>
        <source>sockets and names were asked for, and each was refused</source>
        <translation>Verbindungen und Namen wurden angefragt, und jede Anfrage wurde abgelehnt</translation>
    </message>
    <message>
        <source>refused to Python; code outside Python is not watched ({reason})</source>
        <translation>in Python abgelehnt; Code außerhalb von Python wird nicht überwacht ({reason})</translation>
    </message>
    <message>
        <source>not refused: {asked}</source>
        <translation>nicht abgelehnt: {asked}</translation>
    </message>
    <message>
        <source>not refused: {asked} ({reason})</source>
        <translation>nicht abgelehnt: {asked} ({reason})</translation>
    </message>
    <message>
        <source>socket in Python</source>
        <translation>Socket in Python</translation>
    </message>
    <message>
        <source>name in Python</source>
        <translation>Name in Python</translation>
    </message>
    <message>
        <source>IPv4 socket of the system</source>
        <translation>IPv4-Socket des Systems</translation>
    </message>
    <message>
        <source>IPv6 socket of the system</source>
        <translation>IPv6-Socket des Systems</translation>
    </message>
    <message>
        <source>io_uring</source>
        <translation>io_uring</translation>
    </message>
    <message>
        <source>it was not closed</source>
        <translation>es wurde nicht geschlossen</translation>
    </message>
    <message>
        <source>only Linux has such a filter</source>
        <translation>nur Linux hat einen solchen Filter</translation>
    </message>
    <message>
        <source>there is no filter for programs of this kind on {machine}</source>
        <translation>für Programme dieser Art gibt es auf {machine} keinen Filter</translation>
    </message>
    <message>
        <source>the kernel keeps new rights possible ({error})</source>
        <translation>der Kernel lässt neue Rechte zu ({error})</translation>
    </message>
    <message>
        <source>the kernel refused the filter ({error})</source>
        <translation>der Kernel hat den Filter abgelehnt ({error})</translation>
    </message>
    <message>
        <source>a thread of this process has a filter of its own</source>
        <translation>ein Thread dieses Prozesses hat einen eigenen Filter</translation>
    </message>
    <message>
        <source>{path}: {token} is not the token {number} in a prompt</source>
        <translation>{path}: {token} ist nicht das Token {number} in einer Eingabe</translation>
    </message>
    <message>
        <source>{model} {version}: does not know the diagnosis {wanted}; one of {names}</source>
        <translation>{model} {version}: kennt die Diagnose {wanted} nicht; eine von {names}</translation>
    </message>
    <message>
        <source>{count} patches are no grid over {width} x {height} pixels</source>
        <translation>{count} Felder sind kein Raster über {width} x {height} Pixel</translation>
    </message>
    <message>
        <source>a closed question needs at least one choice</source>
        <translation>eine geschlossene Frage braucht mindestens eine Wahl</translation>
    </message>
    <message>
        <source>defect: {kind}: {error}</source>
        <translation>Defekt: {kind}: {error}</translation>
    </message>
    <message>
        <source>not tried, because the model is refused</source>
        <translation>nicht geprüft, weil das Modell abgewiesen wird</translation>
    </message>
    <message>
        <source>{count} reproduced; probabilities differ by {worst} at most</source>
        <translation>{count} wiedergegeben; Wahrscheinlichkeiten weichen höchstens um {worst} ab</translation>
    </message>
    <message>
        <source>the model holds none, so nothing shows that it works on this computer</source>
        <translation>das Modell enthält keine; nichts zeigt also, dass es auf diesem Rechner richtig arbeitet</translation>
    </message>
    <message>
        <source>CPU, not CUDA: {reason}</source>
        <translation>CPU statt CUDA: {reason}</translation>
    </message>
    <message>
        <source>{used} (asked for: {provider})</source>
        <translation>{used} (gewünscht: {provider})</translation>
    </message>
    <message>
        <source>{used} (asked for: {provider}); {refused}</source>
        <translation>{used} (gewünscht: {provider}); {refused}</translation>
    </message>
    <message>
        <source>no store is open; images can be read and nothing is kept</source>
        <translation>kein Datenspeicher ist offen; Bilder können befundet werden, und nichts wird gespeichert</translation>
    </message>
    <message>
        <source>open, and a record was written and is on the disk</source>
        <translation>offen; ein Datensatz wurde geschrieben und liegt auf der Festplatte</translation>
    </message>
    <message>
        <source>not looked at, because no store is open</source>
        <translation>nicht geprüft, weil kein Datenspeicher offen ist</translation>
    </message>
    <message>
        <source>{free} GB free beside the store</source>
        <translation>{free} GB frei neben dem Datenspeicher</translation>
    </message>
    <message>
        <source>{free} GB free beside the store; make room, at least 1 GB</source>
        <translation>{free} GB frei neben dem Datenspeicher; schaffen Sie Platz, mindestens 1 GB</translation>
    </message>
    <message>
        <source>none is chosen; choose one in the settings</source>
        <translation>keiner ist gewählt; wählen Sie einen in den Einstellungen</translation>
    </message>
    <message>
        <source>is not there; plug it in or choose another one</source>
        <translation>ist nicht da; schließen Sie das Laufwerk an oder wählen Sie einen anderen</translation>
    </message>
    <message>
        <source>can be written, {free} GB free</source>
        <translation>kann beschrieben werden, {free} GB frei</translation>
    </message>
    <message>
        <source>not looked for</source>
        <translation>nicht gesucht</translation>
    </message>
    <message>
        <source>there is none; reports can be saved as PDF files</source>
        <translation>es gibt keinen; Befundberichte können als PDF-Dateien gespeichert werden</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>{count} gefunden</translation>
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
    <name>AuditEvent</name>
    <message>
        <source>login</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>failed-login</source>
        <translation>Fehlanmeldung</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>logout</source>
        <translation>Abmeldung</translation>
    </message>
    <message>
        <source>view</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>create</source>
        <translation>Anlage</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>Löschung</translation>
    </message>
    <message>
        <source>export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>verify</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>migrate</source>
        <translation>Umstellung</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>AuditSubject</name>
    <message>
        <source>annotation</source>
        <translation>Zeichnung</translation>
    </message>
    <message>
        <source>application</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>audit</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>audit-break</source>
        <translation>Bruch des Prüfprotokolls</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>bundle</source>
        <translation>Modellpaket</translation>
    </message>
    <message>
        <source>checklist</source>
        <translation>Checkliste</translation>
    </message>
    <message>
        <source>clinic</source>
        <translation>Praxis</translation>
    </message>
    <message>
        <source>consensus</source>
        <translation>Konsens</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>description_edit</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Textentwurf</translation>
    </message>
    <message>
        <source>exchange</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>opinion</source>
        <translation>Einschätzung</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>photograph</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>Befundung</translation>
    </message>
    <message>
        <source>recovery-key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>report</source>
        <translation>Befundbericht</translation>
    </message>
    <message>
        <source>second-read</source>
        <translation>Zweitbefund</translation>
    </message>
    <message>
        <source>second_read</source>
        <translation>Zweitbefund</translation>
    </message>
    <message>
        <source>self-test</source>
        <translation>Selbsttest</translation>
    </message>
    <message>
        <source>session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>store</source>
        <translation>Datenspeicher</translation>
    </message>
    <message>
        <source>user</source>
        <translation>Benutzer</translation>
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
    <message>
        <source>{count} name another patient than the table and are filed with nobody.</source>
        <translation>{count} nennen einen anderen Patienten als die Tabelle und sind bei niemandem abgelegt.</translation>
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
    <name>Border</name>
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
</context>
<context>
    <name>BundlePhrases</name>
    <message>
        <source>holds no model: no .skinvl file and no bundle folder</source>
        <translation>enthält kein Modell: weder eine .skinvl-Datei noch einen Modellordner</translation>
    </message>
    <message>
        <source>holds several models ({names}); choose one of them</source>
        <translation>enthält mehrere Modelle ({names}); wählen Sie eines davon</translation>
    </message>
    <message>
        <source>made under another contract (expected {expected}, found {found}); make it again with this version of SkinVL</source>
        <translation>nach einer anderen Vereinbarung gemacht (erwartet {expected}, gefunden {found}); erstellen Sie es mit dieser Version von SkinVL neu</translation>
    </message>
    <message>
        <source>{file}: made under another contract (expected {expected}, found {found}); make it again with this version of SkinVL</source>
        <translation>{file}: nach einer anderen Vereinbarung gemacht (erwartet {expected}, gefunden {found}); erstellen Sie es mit dieser Version von SkinVL neu</translation>
    </message>
    <message>
        <source>not JSON ({error})</source>
        <translation>kein JSON ({error})</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>zu tief verschachtelt</translation>
    </message>
    <message>
        <source>schema version {version}: made by an older SkinVL; export the checkpoint again, or get a newer bundle</source>
        <translation>Schemaversion {version}: von einem älteren SkinVL gemacht; besorgen Sie ein neueres Modellpaket</translation>
    </message>
    <message>
        <source>schema version {version}; this SkinVL reads {known}</source>
        <translation>Schemaversion {version}; dieses SkinVL liest {known}</translation>
    </message>
    <message>
        <source>{name} has {size} bytes where at most {limit} are read</source>
        <translation>{name} hat {size} Bytes, wo höchstens {limit} gelesen werden</translation>
    </message>
    <message>
        <source>{name} has {size} bytes where {signed} were signed</source>
        <translation>{name} hat {size} Bytes, wo {signed} signiert wurden</translation>
    </message>
    <message>
        <source>{name} is not as long as the archive says</source>
        <translation>{name} ist nicht so lang, wie das Archiv angibt</translation>
    </message>
    <message>
        <source>holds no {name} at its top level</source>
        <translation>enthält auf der obersten Ebene kein {name}</translation>
    </message>
    <message>
        <source>the entry {name} {fault}</source>
        <translation>der Eintrag {name} {fault}</translation>
    </message>
    <message>
        <source>holds {name} twice</source>
        <translation>enthält {name} zweimal</translation>
    </message>
    <message>
        <source>not a sound archive ({reason})</source>
        <translation>kein heiles Archiv ({reason})</translation>
    </message>
    <message>
        <source>the name of a packed bundle ends in {suffix}</source>
        <translation>der Name eines gepackten Modellpakets endet auf {suffix}</translation>
    </message>
    <message>
        <source>has a name that systems read differently</source>
        <translation>hat einen Namen, den Systeme verschieden lesen</translation>
    </message>
    <message>
        <source>is not a path inside the bundle</source>
        <translation>ist kein Pfad innerhalb des Modellpakets</translation>
    </message>
    <message>
        <source>is a link or a device</source>
        <translation>ist eine Verknüpfung oder ein Gerät</translation>
    </message>
    <message>
        <source>is encrypted</source>
        <translation>ist verschlüsselt</translation>
    </message>
    <message>
        <source>is compressed in a way that is not read</source>
        <translation>ist auf eine Weise komprimiert, die nicht gelesen wird</translation>
    </message>
    <message>
        <source>is a folder with content</source>
        <translation>ist ein Ordner mit Inhalt</translation>
    </message>
    <message>
        <source>has two sizes</source>
        <translation>hat zwei Größen</translation>
    </message>
    <message>
        <source>not a packed bundle, or cut off; get it again</source>
        <translation>kein gepacktes Modellpaket, oder abgeschnitten; besorgen Sie es noch einmal</translation>
    </message>
    <message>
        <source>not a packed bundle (it carries a comment)</source>
        <translation>kein gepacktes Modellpaket (es trägt einen Kommentar)</translation>
    </message>
    <message>
        <source>not a packed bundle (its directory is not where it ends)</source>
        <translation>kein gepacktes Modellpaket (das Verzeichnis steht nicht am Ende)</translation>
    </message>
    <message>
        <source>not a packed bundle (it lists too many files)</source>
        <translation>kein gepacktes Modellpaket (es nennt zu viele Dateien)</translation>
    </message>
    <message>
        <source>no variant of this bundle is for a provider that can be measured</source>
        <translation>keine Variante dieses Modellpakets ist für ein Rechenwerk, das gemessen werden kann</translation>
    </message>
    <message>
        <source>CUDA is not measured: {reason}</source>
        <translation>CUDA wird nicht gemessen: {reason}</translation>
    </message>
    <message>
        <source>the process crashed</source>
        <translation>der Prozess stürzte ab</translation>
    </message>
    <message>
        <source>{folder}: needs more memory than there is</source>
        <translation>{folder}: braucht mehr Arbeitsspeicher, als vorhanden ist</translation>
    </message>
    <message>
        <source>{file}: probabilities differ by {distance} where at most {tolerance} is accepted</source>
        <translation>{file}: Wahrscheinlichkeiten weichen um {distance} ab, wo höchstens {tolerance} zulässig ist</translation>
    </message>
    <message>
        <source>{file}: the text does not begin as expected</source>
        <translation>{file}: der Text beginnt nicht wie erwartet</translation>
    </message>
    <message>
        <source>{file}: probabilities differ by {distance} between two providers</source>
        <translation>{file}: Wahrscheinlichkeiten weichen zwischen zwei Rechenwerken um {distance} ab</translation>
    </message>
    <message>
        <source>has {size} bytes, which no graph has</source>
        <translation>hat {size} Bytes, wie kein Graph sie hat</translation>
    </message>
    <message>
        <source>is in the format of onnxruntime, not in that of ONNX</source>
        <translation>hat das Format von onnxruntime, nicht das von ONNX</translation>
    </message>
    <message>
        <source>is not a graph that may be run: it {error}</source>
        <translation>ist kein Graph, der ausgeführt werden darf: {error}</translation>
    </message>
    <message>
        <source>changed while it was read; get the bundle again</source>
        <translation>wurde beim Lesen verändert; besorgen Sie das Modellpaket noch einmal</translation>
    </message>
    <message>
        <source>no bundle was active before this one</source>
        <translation>vor diesem war kein Modellpaket aktiv</translation>
    </message>
    <message>
        <source>is active; run `skinvl bundle rollback` or activate another one first</source>
        <translation>ist aktiv; gehen Sie zuerst zum vorigen zurück oder aktivieren Sie ein anderes</translation>
    </message>
    <message>
        <source>is active; go back to the model before or activate another one first</source>
        <translation>ist aktiv; gehen Sie zuerst zum vorigen Modell zurück oder aktivieren Sie ein anderes</translation>
    </message>
    <message>
        <source>not the bundle that was active before; remove it</source>
        <translation>nicht das Modellpaket, das vorher aktiv war; entfernen Sie es</translation>
    </message>
    <message>
        <source>holds no golden images, so nothing shows that it works on this computer</source>
        <translation>enthält keine Referenzbilder; nichts zeigt also, dass es auf diesem Rechner richtig arbeitet</translation>
    </message>
    <message>
        <source>version {version} is older than the active {present}; add --allow-downgrade to install it anyway</source>
        <translation>Version {version} ist älter als die aktive {present}; mit --allow-downgrade wird sie trotzdem installiert</translation>
    </message>
    <message>
        <source>version {version} is older than the active {present}; tick &quot;Allow an older version&quot; to install it</source>
        <translation>Version {version} ist älter als die aktive {present}; kreuzen Sie „Ältere Version erlauben“ an, um sie zu installieren</translation>
    </message>
    <message>
        <source>needs {size} MB in {folder}, where {free} MB are free</source>
        <translation>braucht {size} MB in {folder}, wo {free} MB frei sind</translation>
    </message>
    <message>
        <source>cannot be changed ({reason}); the active bundle stays as it was</source>
        <translation>kann nicht geändert werden ({reason}); das aktive Modellpaket bleibt, wie es war</translation>
    </message>
    <message>
        <source>is not installed; see `skinvl bundle list`</source>
        <translation>ist nicht installiert; siehe `skinvl bundle list`</translation>
    </message>
    <message>
        <source>is not installed</source>
        <translation>ist nicht installiert</translation>
    </message>
    <message>
        <source>could be {names}; name one of these</source>
        <translation>könnte {names} sein; nennen Sie eines davon</translation>
    </message>
    <message>
        <source>this installation has no model bundle; name one with --bundle FOLDER</source>
        <translation>diese Installation hat kein Modellpaket; nennen Sie eines mit --bundle ORDNER</translation>
    </message>
    <message>
        <source>this bundle has no variant for CUDA</source>
        <translation>dieses Modellpaket hat keine Variante für CUDA</translation>
    </message>
    <message>
        <source>{folder}: this bundle has no variant for the CPU</source>
        <translation>{folder}: dieses Modellpaket hat keine Variante für die CPU</translation>
    </message>
    <message>
        <source>{path}: not a tokenizer ({error})</source>
        <translation>{path}: kein Tokenizer ({error})</translation>
    </message>
    <message>
        <source>{path}: not a graph that can be run ({error})</source>
        <translation>{path}: kein Graph, der ausgeführt werden kann ({error})</translation>
    </message>
    <message>
        <source>{path}: {provider} could not be loaded</source>
        <translation>{path}: {provider} konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>removed while the bundle was in use</source>
        <translation>wurde entfernt, während das Modellpaket in Gebrauch war</translation>
    </message>
    <message>
        <source>changed while the bundle was in use</source>
        <translation>wurde verändert, während das Modellpaket in Gebrauch war</translation>
    </message>
    <message>
        <source>{file}: failed while running ({error})</source>
        <translation>{file}: scheiterte bei der Ausführung ({error})</translation>
    </message>
    <message>
        <source>{path}: not a trusted key file ({reason})</source>
        <translation>{path}: keine Datei eines vertrauten Schlüssels ({reason})</translation>
    </message>
    <message>
        <source>{path}: not a trusted key file (expected a 32-byte key and a name)</source>
        <translation>{path}: keine Datei eines vertrauten Schlüssels (erwartet werden ein Schlüssel von 32 Bytes und ein Name)</translation>
    </message>
    <message>
        <source>{path}: key_id is not that of the key in it</source>
        <translation>{path}: key_id ist nicht die des Schlüssels darin</translation>
    </message>
    <message>
        <source>{path}: no such folder of trusted keys</source>
        <translation>{path}: diesen Ordner vertrauter Schlüssel gibt es nicht</translation>
    </message>
    <message>
        <source>not a signature file</source>
        <translation>keine Signaturdatei</translation>
    </message>
    <message>
        <source>signed with {algorithm}, not {expected}</source>
        <translation>mit {algorithm} signiert, nicht mit {expected}</translation>
    </message>
    <message>
        <source>signed by the key {key}, which is not trusted here; get the bundle from its maker again, or trust the maker&apos;s key with `skinvl bundle keys add FILE.pub`</source>
        <translation>signiert mit dem Schlüssel {key}, dem hier nicht vertraut wird; besorgen Sie das Modellpaket erneut vom Hersteller oder vertrauen Sie dessen Schlüssel mit `skinvl bundle keys add DATEI.pub`</translation>
    </message>
    <message>
        <source>changed after it was signed by {key}</source>
        <translation>verändert, nachdem es von {key} signiert wurde</translation>
    </message>
    <message>
        <source>has {found} bytes where {size} were signed; get it again</source>
        <translation>hat {found} Bytes, wo {size} signiert wurden; besorgen Sie es noch einmal</translation>
    </message>
    <message>
        <source>{name} is not part of the signed bundle</source>
        <translation>{name} gehört nicht zum signierten Modellpaket</translation>
    </message>
    <message>
        <source>cannot be unpacked into {place} ({reason}); free some space</source>
        <translation>kann nicht nach {place} entpackt werden ({reason}); schaffen Sie Platz</translation>
    </message>
    <message>
        <source>not signed ({file} is missing)</source>
        <translation>nicht signiert ({file} fehlt)</translation>
    </message>
    <message>
        <source>{name} differs from what was signed; get it again</source>
        <translation>{name} weicht vom Signierten ab; besorgen Sie es noch einmal</translation>
    </message>
    <message>
        <source>not the bundle that was activated; run `skinvl bundle rollback`</source>
        <translation>nicht das Modellpaket, das aktiviert wurde; führen Sie `skinvl bundle rollback` aus</translation>
    </message>
    <message>
        <source>not the bundle that was activated; go back to the model before</source>
        <translation>nicht das Modellpaket, das aktiviert wurde; gehen Sie zum vorigen Modell zurück</translation>
    </message>
    <message>
        <source>{folder} is no installed bundle</source>
        <translation>{folder} ist kein installiertes Modellpaket</translation>
    </message>
    <message>
        <source>damaged; choose a bundle with `skinvl bundle activate NAME` (or `shipped`)</source>
        <translation>beschädigt; wählen Sie ein Modellpaket mit `skinvl bundle activate NAME` (oder `shipped`)</translation>
    </message>
    <message>
        <source>damaged; activate a model</source>
        <translation>beschädigt; aktivieren Sie ein Modell</translation>
    </message>
    <message>
        <source>cannot be written ({reason}); see SKINVL_BUNDLES</source>
        <translation>kann nicht geschrieben werden ({reason}); siehe SKINVL_BUNDLES</translation>
    </message>
    <message>
        <source>another process is changing the installed bundles; wait for it</source>
        <translation>ein anderer Prozess ändert gerade die installierten Modelle; warten Sie auf ihn</translation>
    </message>
    <message>
        <source>{name} {version} cannot name an installed bundle</source>
        <translation>{name} {version} kann kein installiertes Modellpaket benennen</translation>
    </message>
    <message>
        <source>the active bundle is gone; run `skinvl bundle rollback` or install it again</source>
        <translation>das aktive Modellpaket ist weg; führen Sie `skinvl bundle rollback` aus oder installieren Sie es erneut</translation>
    </message>
    <message>
        <source>the active bundle is gone; go back or install it again</source>
        <translation>das aktive Modellpaket ist weg; gehen Sie zurück oder installieren Sie es erneut</translation>
    </message>
    <message>
        <source>CUDA was not there when this bundle was activated; run `skinvl bundle activate` again to test it</source>
        <translation>CUDA war nicht da, als dieses Modellpaket aktiviert wurde; aktivieren Sie es erneut, um CUDA zu prüfen</translation>
    </message>
    <message>
        <source>CUDA is refused for this bundle ({fault})</source>
        <translation>CUDA wird für dieses Modellpaket abgewiesen ({fault})</translation>
    </message>
    <message>
        <source>does not answer within {patience} seconds</source>
        <translation>antwortet nicht innerhalb von {patience} Sekunden</translation>
    </message>
    <message>
        <source>crashes when it is run ({signal})</source>
        <translation>stürzt bei der Ausführung ab ({signal})</translation>
    </message>
    <message>
        <source>needs more memory than there is</source>
        <translation>braucht mehr Arbeitsspeicher, als vorhanden ist</translation>
    </message>
    <message>
        <source>fails when it is run ({error})</source>
        <translation>scheitert bei der Ausführung ({error})</translation>
    </message>
    <message>
        <source>fails when it is run ({kind}: {error})</source>
        <translation>scheitert bei der Ausführung ({kind}: {error})</translation>
    </message>
    <message>
        <source>exit code {code}</source>
        <translation>Rückgabewert {code}</translation>
    </message>
    <message>
        <source>the bundle has no variant for the CPU</source>
        <translation>das Modellpaket hat keine Variante für die CPU</translation>
    </message>
    <message>
        <source>is not part of the signed bundle; remove it</source>
        <translation>gehört nicht zum signierten Modellpaket; entfernen Sie es</translation>
    </message>
    <message>
        <source>no such folder</source>
        <translation>diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>a packed bundle; install it with `skinvl bundle install`</source>
        <translation>ein gepacktes Modellpaket; installieren Sie es mit `skinvl bundle install`</translation>
    </message>
    <message>
        <source>a packed bundle</source>
        <translation>ein gepacktes Modellpaket</translation>
    </message>
    <message>
        <source>not a bundle folder</source>
        <translation>kein Modellordner</translation>
    </message>
    <message>
        <source>not canonical JSON; export the bundle again</source>
        <translation>kein kanonisches JSON; das Modellpaket muss neu exportiert werden</translation>
    </message>
    <message>
        <source>not canonical JSON</source>
        <translation>kein kanonisches JSON</translation>
    </message>
    <message>
        <source>files: {name} is of a kind that no bundle holds</source>
        <translation>files: {name} ist von einer Art, die kein Modellpaket enthält</translation>
    </message>
    <message>
        <source>is missing from the bundle; get the bundle again</source>
        <translation>fehlt im Modellpaket; besorgen Sie es noch einmal</translation>
    </message>
    <message>
        <source>a symbolic link</source>
        <translation>eine symbolische Verknüpfung</translation>
    </message>
    <message>
        <source>is {kind}; a bundle holds plain files only</source>
        <translation>ist {kind}; ein Modellpaket enthält nur gewöhnliche Dateien</translation>
    </message>
    <message>
        <source>has {size} bytes where at most {limit} are read</source>
        <translation>hat {size} Bytes, wo höchstens {limit} gelesen werden</translation>
    </message>
    <message>
        <source>differs from what was signed; get the bundle again</source>
        <translation>weicht vom Signierten ab; besorgen Sie das Modellpaket noch einmal</translation>
    </message>
    <message>
        <source>{file}: gave scores of another shape than agreed</source>
        <translation>{file}: lieferte Werte von anderer Form als vereinbart</translation>
    </message>
    <message>
        <source>{file}: gave scores that are not finite</source>
        <translation>{file}: lieferte Werte, die nicht endlich sind</translation>
    </message>
    <message>
        <source>golden[{index}].expected: {error}</source>
        <translation>golden[{index}].expected: {error}</translation>
    </message>
    <message>
        <source>defines operators of its own or training steps</source>
        <translation>definiert eigene Operatoren oder Trainingsschritte</translation>
    </message>
    <message>
        <source>holds {graphs} graphs where one is expected</source>
        <translation>enthält {graphs} Graphen, wo einer erwartet wird</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>names an operator twice in one node</source>
        <translation>nennt einen Operator zweimal in einem Knoten</translation>
    </message>
    <message>
        <source>gives one attribute twice</source>
        <translation>gibt ein Attribut zweimal an</translation>
    </message>
    <message>
        <source>gives the {key} of external weights twice</source>
        <translation>gibt {key} externer Gewichte zweimal an</translation>
    </message>
    <message>
        <source>has weights in an unknown place</source>
        <translation>hat Gewichte an einem unbekannten Ort</translation>
    </message>
    <message>
        <source>describes external weights twice</source>
        <translation>beschreibt externe Gewichte zweimal</translation>
    </message>
    <message>
        <source>keeps weights in {location}, not in a file {own}.data beside it</source>
        <translation>hält Gewichte in {location}, nicht in einer Datei {own}.data daneben</translation>
    </message>
    <message>
        <source>keeps weights in {location}, which the bundle does not list</source>
        <translation>hält Gewichte in {location}, das im Modellpaket nicht aufgeführt ist</translation>
    </message>
    <message>
        <source>reads weights beyond the end of {location}</source>
        <translation>liest Gewichte über das Ende von {location} hinaus</translation>
    </message>
    <message>
        <source>has a number where a part is expected</source>
        <translation>hat eine Zahl, wo ein Teil erwartet wird</translation>
    </message>
    <message>
        <source>has external weights at {place}</source>
        <translation>hat externe Gewichte bei {place}</translation>
    </message>
    <message>
        <source>uses {operator} of the custom domain {domain}; only standard operators are run</source>
        <translation>verwendet {operator} der eigenen Domäne {domain}; nur Standardoperatoren werden ausgeführt</translation>
    </message>
    <message>
        <source>uses the operator {operator}, which no graph of SkinVL needs</source>
        <translation>verwendet den Operator {operator}, den kein Graph von SkinVL braucht</translation>
    </message>
    <message>
        <source>has more parts than any model of SkinVL</source>
        <translation>hat mehr Teile als jedes Modell von SkinVL</translation>
    </message>
    <message>
        <source>has a field without a number</source>
        <translation>hat ein Feld ohne Nummer</translation>
    </message>
    <message>
        <source>has a field of the unknown kind {kind}</source>
        <translation>hat ein Feld der unbekannten Art {kind}</translation>
    </message>
    <message>
        <source>has a field that ends outside the file</source>
        <translation>hat ein Feld, das außerhalb der Datei endet</translation>
    </message>
    <message>
        <source>has a text that is none or is too long</source>
        <translation>hat einen Text, der keiner oder zu lang ist</translation>
    </message>
    <message>
        <source>has a text that is not UTF-8</source>
        <translation>hat einen Text, der kein UTF-8 ist</translation>
    </message>
    <message>
        <source>is cut off</source>
        <translation>ist abgeschnitten</translation>
    </message>
    <message>
        <source>has a number that is too long</source>
        <translation>hat eine zu lange Zahl</translation>
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
        <translation>Maligne</translation>
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
        <translation>aufgeno&amp;mmen zwischen</translation>
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
    <name>Checklists</name>
    <message>
        <source>ABCDE</source>
        <translation>ABCDE-Regel</translation>
    </message>
    <message>
        <source>pigmented lesions, seen with the naked eye</source>
        <translation>pigmentierte Läsionen, mit bloßem Auge betrachtet</translation>
    </message>
    <message>
        <source>Friedman RJ et al., CA Cancer J Clin 1985;35:130-151 (ABCD); Abbasi NR et al., JAMA 2004;292:2771-2776 (E)</source>
        <translation>Friedman RJ et al., CA Cancer J Clin 1985;35:130-151 (ABCD); Abbasi NR et al., JAMA 2004;292:2771-2776 (E)</translation>
    </message>
    <message>
        <source>A - Asymmetry</source>
        <translation>A - Asymmetrie</translation>
    </message>
    <message>
        <source>One half does not match the other.</source>
        <translation>Eine Hälfte gleicht nicht der anderen.</translation>
    </message>
    <message>
        <source>B - Border</source>
        <translation>B - Begrenzung</translation>
    </message>
    <message>
        <source>Ragged, notched or blurred edges.</source>
        <translation>Ausgefranste, gezackte oder unscharfe Ränder.</translation>
    </message>
    <message>
        <source>C - Colour</source>
        <translation>C - Colorit (Farbe)</translation>
    </message>
    <message>
        <source>Several shades, or white, red, blue or black.</source>
        <translation>Mehrere Farbtöne, oder Weiß, Rot, Blau oder Schwarz.</translation>
    </message>
    <message>
        <source>D - Diameter</source>
        <translation>D - Durchmesser</translation>
    </message>
    <message>
        <source>More than 6 mm across; smaller melanomas exist.</source>
        <translation>Mehr als 6 mm; es gibt auch kleinere Melanome.</translation>
    </message>
    <message>
        <source>E - Evolving</source>
        <translation>E - Entwicklung</translation>
    </message>
    <message>
        <source>A change in size, shape, colour or symptoms.</source>
        <translation>Veränderung von Größe, Form, Farbe oder Beschwerden.</translation>
    </message>
    <message>
        <source>This is a memory aid and has no cut-off: any criterion, above all a change, counts.</source>
        <translation>Dies ist eine Merkhilfe ohne Schwellenwert: jedes Kriterium zählt, vor allem eine Veränderung.</translation>
    </message>
    <message>
        <source>Clinical 7-point checklist (weighted, Glasgow)</source>
        <translation>Klinische 7-Punkte-Checkliste (gewichtet, Glasgow)</translation>
    </message>
    <message>
        <source>pigmented lesions, history and naked eye; not the dermoscopic list</source>
        <translation>pigmentierte Läsionen, Anamnese und bloßes Auge; nicht die dermatoskopische Liste</translation>
    </message>
    <message>
        <source>MacKie RM, BMJ 1990;301:1005-1006; weights and referral from 3 points: NICE guideline NG12 (2015). From 4 points: sensitivity 91.7 %, specificity 53.4 % for melanoma in primary care (Walter FM et al., Br J Gen Pract 2013;63:e345-e353)</source>
        <translation>MacKie RM, BMJ 1990;301:1005-1006; Gewichte und Überweisung ab 3 Punkten: NICE-Leitlinie NG12 (2015). Ab 4 Punkten: Sensitivität 91,7 %, Spezifität 53,4 % für Melanome in der Hausarztpraxis (Walter FM et al., Br J Gen Pract 2013;63:e345-e353)</translation>
    </message>
    <message>
        <source>Change in size</source>
        <translation>Größenveränderung</translation>
    </message>
    <message>
        <source>Major, 2 points.</source>
        <translation>Hauptkriterium, 2 Punkte.</translation>
    </message>
    <message>
        <source>Irregular shape</source>
        <translation>Unregelmäßige Form</translation>
    </message>
    <message>
        <source>Irregular colour</source>
        <translation>Unregelmäßige Farbe</translation>
    </message>
    <message>
        <source>Largest diameter 7 mm or more</source>
        <translation>Größter Durchmesser 7 mm oder mehr</translation>
    </message>
    <message>
        <source>Minor, 1 point.</source>
        <translation>Nebenkriterium, 1 Punkt.</translation>
    </message>
    <message>
        <source>Inflammation</source>
        <translation>Entzündung</translation>
    </message>
    <message>
        <source>Oozing</source>
        <translation>Nässen</translation>
    </message>
    <message>
        <source>Minor, 1 point; crusting and bleeding count.</source>
        <translation>Nebenkriterium, 1 Punkt; Krusten und Blutung zählen.</translation>
    </message>
    <message>
        <source>Change in sensation</source>
        <translation>Veränderte Empfindung</translation>
    </message>
    <message>
        <source>Minor, 1 point; itching counts.</source>
        <translation>Nebenkriterium, 1 Punkt; Juckreiz zählt.</translation>
    </message>
    <message>
        <source>3 points or more: NICE advises urgent referral.</source>
        <translation>3 Punkte oder mehr: NICE rät zu dringender Überweisung.</translation>
    </message>
    <message>
        <source>Fewer than 3 points do not rule out melanoma; a strong suspicion is enough to refer.</source>
        <translation>Weniger als 3 Punkte schließen ein Melanom nicht aus; ein starker Verdacht genügt für eine Überweisung.</translation>
    </message>
    <message>
        <source>Nothing was judged yet.</source>
        <translation>Noch nichts beurteilt.</translation>
    </message>
    <message>
        <source>{points} of {most} points.</source>
        <translation>{points} von {most} Punkten.</translation>
    </message>
    <message>
        <source>{points} of {most} criteria present.</source>
        <translation>{points} von {most} Kriterien vorhanden.</translation>
    </message>
    <message>
        <source>{count} not judged.</source>
        <translation>{count} nicht beurteilt.</translation>
    </message>
    <message>
        <source>Dermoscopic 7-point checklist (Argenziano)</source>
        <translation>Dermatoskopische 7-Punkte-Checkliste (Argenziano)</translation>
    </message>
    <message>
        <source>melanocytic lesions under a dermatoscope; not the clinical list</source>
        <translation>melanozytäre Läsionen unter dem Dermatoskop; nicht die klinische Liste</translation>
    </message>
    <message>
        <source>Argenziano G et al., Arch Dermatol 1998;134:1563-1570</source>
        <translation>Argenziano G et al., Arch Dermatol 1998;134:1563-1570</translation>
    </message>
    <message>
        <source>Atypical pigment network</source>
        <translation>Atypisches Pigmentnetz</translation>
    </message>
    <message>
        <source>Blue-whitish veil</source>
        <translation>Blau-weißlicher Schleier</translation>
    </message>
    <message>
        <source>Atypical vascular pattern</source>
        <translation>Atypisches Gefäßmuster</translation>
    </message>
    <message>
        <source>Irregular streaks</source>
        <translation>Unregelmäßige Streifen</translation>
    </message>
    <message>
        <source>Irregular dots or globules</source>
        <translation>Unregelmäßige Punkte oder Schollen</translation>
    </message>
    <message>
        <source>Irregular blotches (pigmentation)</source>
        <translation>Unregelmäßige Pigmentflecken</translation>
    </message>
    <message>
        <source>Regression structures</source>
        <translation>Regressionsstrukturen</translation>
    </message>
    <message>
        <source>3 points or more: melanoma is suspected.</source>
        <translation>3 Punkte oder mehr: Verdacht auf ein Melanom.</translation>
    </message>
    <message>
        <source>Fewer than 3 points do not rule out melanoma.</source>
        <translation>Weniger als 3 Punkte schließen ein Melanom nicht aus.</translation>
    </message>
    <message>
        <source>the outline is {border} (compactness {number} of its hull&apos;s)</source>
        <translation>der Umriss ist {border} (Kompaktheit das {number}-Fache der Hülle)</translation>
    </message>
    <message>
        <source>{length} mm across; more than 6 mm counts</source>
        <translation>{length} mm Durchmesser; mehr als 6 mm zählt</translation>
    </message>
    <message>
        <source>{length} mm across; 7 mm or more counts</source>
        <translation>{length} mm Durchmesser; 7 mm oder mehr zählt</translation>
    </message>
    <message>
        <source>no axis</source>
        <translation>keine Achse</translation>
    </message>
    <message>
        <source>one axis</source>
        <translation>eine Achse</translation>
    </message>
    <message>
        <source>two axes</source>
        <translation>zwei Achsen</translation>
    </message>
    <message>
        <source>asymmetric about {axes} ({shares} of the area unmatched)</source>
        <translation>asymmetrisch um {axes} ({shares} der Fläche ohne Entsprechung)</translation>
    </message>
    <message>
        <source>{count} of the six colours: {names}</source>
        <translation>{count} der sechs Farben: {names}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
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
    <name>Colour</name>
    <message>
        <source>white</source>
        <translation>Weiß</translation>
    </message>
    <message>
        <source>red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>light brown</source>
        <translation>Hellbraun</translation>
    </message>
    <message>
        <source>dark brown</source>
        <translation>Dunkelbraun</translation>
    </message>
    <message>
        <source>blue-grey</source>
        <translation>Blaugrau</translation>
    </message>
    <message>
        <source>black</source>
        <translation>Schwarz</translation>
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
        <translation>&amp;Was sich verändert hat</translation>
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
    <name>DecidingPage</name>
    <message>
        <source>scale of the DICOM file</source>
        <translation>Maßstab der DICOM-Datei</translation>
    </message>
    <message>
        <source>scale measured by a person</source>
        <translation>Maßstab von einer Person gemessen</translation>
    </message>
</context>
<context>
    <name>Decision</name>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Overridden</source>
        <translation>Abweichend entschieden</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Bad image</source>
        <translation>Schlechtes Bild</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Rückgängig gemacht</translation>
    </message>
    <message>
        <source>Redone</source>
        <translation>Wiederholt</translation>
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
        <translation> (anders als das Modell)</translation>
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
    <message>
        <source>You had begun this text; it is not kept yet.</source>
        <translation>Sie hatten diesen Text begonnen; er ist noch nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>Melanoma</source>
        <translation>Melanom</translation>
    </message>
    <message>
        <source>Superficial spreading melanoma</source>
        <translation>Superfiziell spreitendes Melanom</translation>
    </message>
    <message>
        <source>Nodular melanoma</source>
        <translation>Noduläres Melanom</translation>
    </message>
    <message>
        <source>Acral lentiginous melanoma</source>
        <translation>Akral-lentiginöses Melanom</translation>
    </message>
    <message>
        <source>Melanoma in situ</source>
        <translation>Melanoma in situ</translation>
    </message>
    <message>
        <source>Lentigo maligna</source>
        <translation>Lentigo maligna</translation>
    </message>
    <message>
        <source>Melanoma metastasis</source>
        <translation>Melanommetastase</translation>
    </message>
    <message>
        <source>Basal cell carcinoma</source>
        <translation>Basalzellkarzinom</translation>
    </message>
    <message>
        <source>Morpheaform basal cell carcinoma</source>
        <translation>Sklerodermiformes Basalzellkarzinom</translation>
    </message>
    <message>
        <source>Solid cystic basal cell carcinoma</source>
        <translation>Solid-zystisches Basalzellkarzinom</translation>
    </message>
    <message>
        <source>Nodular basal cell carcinoma</source>
        <translation>Noduläres Basalzellkarzinom</translation>
    </message>
    <message>
        <source>Superficial basal cell carcinoma</source>
        <translation>Superfizielles Basalzellkarzinom</translation>
    </message>
    <message>
        <source>Squamous cell carcinoma</source>
        <translation>Plattenepithelkarzinom</translation>
    </message>
    <message>
        <source>Keratoacanthoma</source>
        <translation>Keratoakanthom</translation>
    </message>
    <message>
        <source>Actinic keratosis</source>
        <translation>Aktinische Keratose</translation>
    </message>
    <message>
        <source>Bowen disease</source>
        <translation>Morbus Bowen</translation>
    </message>
    <message>
        <source>Benign keratosis</source>
        <translation>Benigne Keratose</translation>
    </message>
    <message>
        <source>Seborrheic keratosis</source>
        <translation>Seborrhoische Keratose</translation>
    </message>
    <message>
        <source>Solar lentigo</source>
        <translation>Lentigo solaris</translation>
    </message>
    <message>
        <source>Lichen planus-like keratosis</source>
        <translation>Lichen-planus-artige Keratose</translation>
    </message>
    <message>
        <source>Melanocytic nevus</source>
        <translation>Melanozytärer Nävus</translation>
    </message>
    <message>
        <source>Congenital melanocytic nevus</source>
        <translation>Kongenitaler melanozytärer Nävus</translation>
    </message>
    <message>
        <source>Halo nevus</source>
        <translation>Halo-Nävus</translation>
    </message>
    <message>
        <source>Blue nevus</source>
        <translation>Blauer Nävus</translation>
    </message>
    <message>
        <source>Dysplastic nevus</source>
        <translation>Dysplastischer Nävus</translation>
    </message>
    <message>
        <source>Spitz nevus</source>
        <translation>Spitz-Nävus</translation>
    </message>
    <message>
        <source>Reed nevus</source>
        <translation>Reed-Nävus</translation>
    </message>
    <message>
        <source>Atypical spindle cell nevus of Reed</source>
        <translation>Atypischer Spindelzellnävus Reed</translation>
    </message>
    <message>
        <source>Atypical melanocytic proliferation</source>
        <translation>Atypische melanozytäre Proliferation</translation>
    </message>
    <message>
        <source>Dermatofibroma</source>
        <translation>Dermatofibrom</translation>
    </message>
    <message>
        <source>Vascular lesion</source>
        <translation>Gefäßläsion</translation>
    </message>
    <message>
        <source>Angioma</source>
        <translation>Angiom</translation>
    </message>
    <message>
        <source>Angiokeratoma</source>
        <translation>Angiokeratom</translation>
    </message>
    <message>
        <source>Pyogenic granuloma</source>
        <translation>Granuloma pyogenicum</translation>
    </message>
    <message>
        <source>Arteriovenous hemangioma</source>
        <translation>Arteriovenöses Hämangiom</translation>
    </message>
    <message>
        <source>Port-wine stain</source>
        <translation>Naevus flammeus (Feuermal)</translation>
    </message>
    <message>
        <source>Lymphangioma</source>
        <translation>Lymphangiom</translation>
    </message>
    <message>
        <source>Telangiectasia</source>
        <translation>Teleangiektasie</translation>
    </message>
    <message>
        <source>Kaposi sarcoma</source>
        <translation>Kaposi-Sarkom</translation>
    </message>
    <message>
        <source>Mycosis fungoides</source>
        <translation>Mycosis fungoides</translation>
    </message>
    <message>
        <source>Subcutaneous T-cell lymphoma</source>
        <translation>Subkutanes T-Zell-Lymphom</translation>
    </message>
    <message>
        <source>Leukemia cutis</source>
        <translation>Leukaemia cutis</translation>
    </message>
    <message>
        <source>Blastic plasmacytoid dendritic cell neoplasm</source>
        <translation>Blastische plasmazytoide dendritische Zellneoplasie</translation>
    </message>
    <message>
        <source>Langerhans cell histiocytosis</source>
        <translation>Langerhans-Zell-Histiozytose</translation>
    </message>
    <message>
        <source>Merkel cell carcinoma</source>
        <translation>Merkelzellkarzinom</translation>
    </message>
    <message>
        <source>Sebaceous carcinoma</source>
        <translation>Talgdrüsenkarzinom</translation>
    </message>
    <message>
        <source>Metastatic carcinoma of the skin</source>
        <translation>Hautmetastase eines Karzinoms</translation>
    </message>
    <message>
        <source>Acne or rosacea</source>
        <translation>Akne oder Rosazea</translation>
    </message>
    <message>
        <source>Acne</source>
        <translation>Akne</translation>
    </message>
    <message>
        <source>Cystic acne</source>
        <translation>Zystische Akne</translation>
    </message>
    <message>
        <source>Rosacea</source>
        <translation>Rosazea</translation>
    </message>
    <message>
        <source>Rhinophyma</source>
        <translation>Rhinophym</translation>
    </message>
    <message>
        <source>Perioral dermatitis</source>
        <translation>Periorale Dermatitis</translation>
    </message>
    <message>
        <source>Folliculitis</source>
        <translation>Follikulitis</translation>
    </message>
    <message>
        <source>Hidradenitis suppurativa</source>
        <translation>Hidradenitis suppurativa (Acne inversa)</translation>
    </message>
    <message>
        <source>Eczema</source>
        <translation>Ekzem</translation>
    </message>
    <message>
        <source>Atopic dermatitis</source>
        <translation>Atopische Dermatitis</translation>
    </message>
    <message>
        <source>Dyshidrotic eczema</source>
        <translation>Dyshidrotisches Ekzem</translation>
    </message>
    <message>
        <source>Contact dermatitis</source>
        <translation>Kontaktdermatitis</translation>
    </message>
    <message>
        <source>Allergic contact dermatitis</source>
        <translation>Allergische Kontaktdermatitis</translation>
    </message>
    <message>
        <source>Seborrheic dermatitis</source>
        <translation>Seborrhoische Dermatitis</translation>
    </message>
    <message>
        <source>Neurodermatitis</source>
        <translation>Neurodermitis</translation>
    </message>
    <message>
        <source>Lichen simplex chronicus</source>
        <translation>Lichen simplex chronicus</translation>
    </message>
    <message>
        <source>Stasis edema</source>
        <translation>Stauungsödem</translation>
    </message>
    <message>
        <source>Prurigo nodularis</source>
        <translation>Prurigo nodularis</translation>
    </message>
    <message>
        <source>Psoriasis, lichen planus or a related disease</source>
        <translation>Psoriasis, Lichen planus oder verwandte Erkrankung</translation>
    </message>
    <message>
        <source>Psoriasis</source>
        <translation>Psoriasis</translation>
    </message>
    <message>
        <source>Pustular psoriasis</source>
        <translation>Psoriasis pustulosa</translation>
    </message>
    <message>
        <source>Lichen planus</source>
        <translation>Lichen planus</translation>
    </message>
    <message>
        <source>Pityriasis rosea</source>
        <translation>Pityriasis rosea</translation>
    </message>
    <message>
        <source>Pityriasis rubra pilaris</source>
        <translation>Pityriasis rubra pilaris</translation>
    </message>
    <message>
        <source>Pityriasis lichenoides chronica</source>
        <translation>Pityriasis lichenoides chronica</translation>
    </message>
    <message>
        <source>Connective tissue disease</source>
        <translation>Bindegewebserkrankung (Kollagenose)</translation>
    </message>
    <message>
        <source>Lupus erythematosus</source>
        <translation>Lupus erythematodes</translation>
    </message>
    <message>
        <source>Subacute cutaneous lupus erythematosus</source>
        <translation>Subakut-kutaner Lupus erythematodes</translation>
    </message>
    <message>
        <source>Dermatomyositis</source>
        <translation>Dermatomyositis</translation>
    </message>
    <message>
        <source>Scleroderma</source>
        <translation>Sklerodermie</translation>
    </message>
    <message>
        <source>Morphea</source>
        <translation>Morphea (zirkumskripte Sklerodermie)</translation>
    </message>
    <message>
        <source>Scleromyxedema</source>
        <translation>Skleromyxödem</translation>
    </message>
    <message>
        <source>Mucinosis</source>
        <translation>Muzinose</translation>
    </message>
    <message>
        <source>Exanthem or drug eruption</source>
        <translation>Exanthem oder Arzneimittelexanthem</translation>
    </message>
    <message>
        <source>Drug eruption</source>
        <translation>Arzneimittelexanthem</translation>
    </message>
    <message>
        <source>Fixed drug eruption</source>
        <translation>Fixes Arzneimittelexanthem</translation>
    </message>
    <message>
        <source>Stevens-Johnson syndrome</source>
        <translation>Stevens-Johnson-Syndrom</translation>
    </message>
    <message>
        <source>Erythema multiforme</source>
        <translation>Erythema multiforme</translation>
    </message>
    <message>
        <source>Erythema nodosum</source>
        <translation>Erythema nodosum</translation>
    </message>
    <message>
        <source>Erythema annulare centrifugum</source>
        <translation>Erythema anulare centrifugum</translation>
    </message>
    <message>
        <source>Urticaria</source>
        <translation>Urtikaria</translation>
    </message>
    <message>
        <source>Cutaneous vasculitis</source>
        <translation>Kutane Vaskulitis</translation>
    </message>
    <message>
        <source>Erythema elevatum diutinum</source>
        <translation>Erythema elevatum et diutinum</translation>
    </message>
    <message>
        <source>Livedo reticularis</source>
        <translation>Livedo reticularis</translation>
    </message>
    <message>
        <source>Behçet disease</source>
        <translation>Morbus Behçet</translation>
    </message>
    <message>
        <source>Neutrophilic dermatosis</source>
        <translation>Neutrophile Dermatose</translation>
    </message>
    <message>
        <source>Sarcoidosis</source>
        <translation>Sarkoidose</translation>
    </message>
    <message>
        <source>Granuloma annulare</source>
        <translation>Granuloma anulare</translation>
    </message>
    <message>
        <source>Necrobiosis lipoidica</source>
        <translation>Necrobiosis lipoidica</translation>
    </message>
    <message>
        <source>Foreign body granuloma</source>
        <translation>Fremdkörpergranulom</translation>
    </message>
    <message>
        <source>Bullous disease</source>
        <translation>Bullöse Erkrankung</translation>
    </message>
    <message>
        <source>Bullous pemphigoid</source>
        <translation>Bullöses Pemphigoid</translation>
    </message>
    <message>
        <source>Pemphigus</source>
        <translation>Pemphigus</translation>
    </message>
    <message>
        <source>Dermatitis herpetiformis</source>
        <translation>Dermatitis herpetiformis</translation>
    </message>
    <message>
        <source>Pemphigoid gestationis</source>
        <translation>Pemphigoid gestationis</translation>
    </message>
    <message>
        <source>Photodermatosis</source>
        <translation>Photodermatose</translation>
    </message>
    <message>
        <source>Cheilitis</source>
        <translation>Cheilitis</translation>
    </message>
    <message>
        <source>Lichen amyloidosis</source>
        <translation>Lichen amyloidosus</translation>
    </message>
    <message>
        <source>Graft-versus-host disease of the skin</source>
        <translation>Graft-versus-Host-Erkrankung der Haut</translation>
    </message>
    <message>
        <source>Lymphocytic infiltration</source>
        <translation>Lymphozytäre Infiltration</translation>
    </message>
    <message>
        <source>Reactive lymphoid hyperplasia</source>
        <translation>Reaktive lymphoide Hyperplasie</translation>
    </message>
    <message>
        <source>Alopecia areata</source>
        <translation>Alopecia areata</translation>
    </message>
    <message>
        <source>Bacterial skin infection</source>
        <translation>Bakterielle Hautinfektion</translation>
    </message>
    <message>
        <source>Cellulitis</source>
        <translation>Phlegmone (Zellulitis)</translation>
    </message>
    <message>
        <source>Impetigo</source>
        <translation>Impetigo</translation>
    </message>
    <message>
        <source>Cutaneous abscess</source>
        <translation>Hautabszess</translation>
    </message>
    <message>
        <source>Paronychia</source>
        <translation>Paronychie</translation>
    </message>
    <message>
        <source>Leprosy</source>
        <translation>Lepra</translation>
    </message>
    <message>
        <source>Lyme disease</source>
        <translation>Lyme-Borreliose</translation>
    </message>
    <message>
        <source>Sexually transmitted infection</source>
        <translation>Sexuell übertragbare Infektion</translation>
    </message>
    <message>
        <source>Syphilis</source>
        <translation>Syphilis</translation>
    </message>
    <message>
        <source>Condyloma acuminatum</source>
        <translation>Condyloma acuminatum</translation>
    </message>
    <message>
        <source>Viral skin infection</source>
        <translation>Virale Hautinfektion</translation>
    </message>
    <message>
        <source>Viral wart</source>
        <translation>Viruswarze</translation>
    </message>
    <message>
        <source>Molluscum contagiosum</source>
        <translation>Molluscum contagiosum (Dellwarze)</translation>
    </message>
    <message>
        <source>Herpes simplex</source>
        <translation>Herpes simplex</translation>
    </message>
    <message>
        <source>Herpes zoster</source>
        <translation>Herpes zoster</translation>
    </message>
    <message>
        <source>Fungal skin infection</source>
        <translation>Pilzinfektion der Haut</translation>
    </message>
    <message>
        <source>Tinea</source>
        <translation>Tinea</translation>
    </message>
    <message>
        <source>Tinea pedis</source>
        <translation>Tinea pedis (Fußpilz)</translation>
    </message>
    <message>
        <source>Onychomycosis</source>
        <translation>Onychomykose</translation>
    </message>
    <message>
        <source>Candidiasis</source>
        <translation>Candidose</translation>
    </message>
    <message>
        <source>Coccidioidomycosis</source>
        <translation>Kokzidioidomykose</translation>
    </message>
    <message>
        <source>Infestation or bite</source>
        <translation>Parasitenbefall oder Biss</translation>
    </message>
    <message>
        <source>Scabies</source>
        <translation>Skabies</translation>
    </message>
    <message>
        <source>Pediculosis of the eyelids</source>
        <translation>Pedikulose der Augenlider</translation>
    </message>
    <message>
        <source>Myiasis</source>
        <translation>Myiasis</translation>
    </message>
    <message>
        <source>Tungiasis</source>
        <translation>Tungiasis</translation>
    </message>
    <message>
        <source>Nematode infection</source>
        <translation>Nematodeninfektion</translation>
    </message>
    <message>
        <source>Tick bite</source>
        <translation>Zeckenstich</translation>
    </message>
    <message>
        <source>Cutaneous leishmaniasis</source>
        <translation>Kutane Leishmaniose</translation>
    </message>
    <message>
        <source>Benign skin tumor</source>
        <translation>Gutartiger Hauttumor</translation>
    </message>
    <message>
        <source>Epidermal nevus</source>
        <translation>Epidermaler Nävus</translation>
    </message>
    <message>
        <source>Nevus sebaceous</source>
        <translation>Naevus sebaceus</translation>
    </message>
    <message>
        <source>Nevus comedonicus</source>
        <translation>Naevus comedonicus</translation>
    </message>
    <message>
        <source>Becker nevus</source>
        <translation>Becker-Nävus</translation>
    </message>
    <message>
        <source>Nevus lipomatosus superficialis</source>
        <translation>Naevus lipomatosus superficialis</translation>
    </message>
    <message>
        <source>Keloid</source>
        <translation>Keloid</translation>
    </message>
    <message>
        <source>Scar</source>
        <translation>Narbe</translation>
    </message>
    <message>
        <source>Syringoma</source>
        <translation>Syringom</translation>
    </message>
    <message>
        <source>Chondroid syringoma</source>
        <translation>Chondroides Syringom</translation>
    </message>
    <message>
        <source>Pilomatricoma</source>
        <translation>Pilomatrixom</translation>
    </message>
    <message>
        <source>Eccrine poroma</source>
        <translation>Ekkrines Porom</translation>
    </message>
    <message>
        <source>Trichilemmoma</source>
        <translation>Trichilemmom</translation>
    </message>
    <message>
        <source>Trichofolliculoma</source>
        <translation>Trichofollikulom</translation>
    </message>
    <message>
        <source>Syringocystadenoma papilliferum</source>
        <translation>Syringocystadenoma papilliferum</translation>
    </message>
    <message>
        <source>Clear cell acanthoma</source>
        <translation>Klarzellakanthom</translation>
    </message>
    <message>
        <source>Inverted follicular keratosis</source>
        <translation>Invertierte follikuläre Keratose</translation>
    </message>
    <message>
        <source>Acrochordon</source>
        <translation>Weiches Fibrom (Akrochordon)</translation>
    </message>
    <message>
        <source>Fibrous papule</source>
        <translation>Fibröse Papel</translation>
    </message>
    <message>
        <source>Acquired digital fibrokeratoma</source>
        <translation>Erworbenes digitales Fibrokeratom</translation>
    </message>
    <message>
        <source>Angioleiomyoma</source>
        <translation>Angioleiomyom</translation>
    </message>
    <message>
        <source>Glomangioma</source>
        <translation>Glomangiom</translation>
    </message>
    <message>
        <source>Cellular neurothekeoma</source>
        <translation>Zelluläres Neurothekeom</translation>
    </message>
    <message>
        <source>Lipoma</source>
        <translation>Lipom</translation>
    </message>
    <message>
        <source>Neurofibroma</source>
        <translation>Neurofibrom</translation>
    </message>
    <message>
        <source>Neuroma</source>
        <translation>Neurom</translation>
    </message>
    <message>
        <source>Xanthogranuloma</source>
        <translation>Xanthogranulom</translation>
    </message>
    <message>
        <source>Juvenile xanthogranuloma</source>
        <translation>Juveniles Xanthogranulom</translation>
    </message>
    <message>
        <source>Verruciform xanthoma</source>
        <translation>Verruziformes Xanthom</translation>
    </message>
    <message>
        <source>Epidermal cyst</source>
        <translation>Epidermalzyste</translation>
    </message>
    <message>
        <source>Pilar cyst</source>
        <translation>Trichilemmalzyste</translation>
    </message>
    <message>
        <source>Mucous cyst</source>
        <translation>Schleimzyste (Mukoidzyste)</translation>
    </message>
    <message>
        <source>Milia</source>
        <translation>Milien</translation>
    </message>
    <message>
        <source>Lentigo</source>
        <translation>Lentigo</translation>
    </message>
    <message>
        <source>Lentigo simplex</source>
        <translation>Lentigo simplex</translation>
    </message>
    <message>
        <source>Acral melanotic macule</source>
        <translation>Akrale melanotische Makula</translation>
    </message>
    <message>
        <source>Café-au-lait macule</source>
        <translation>Café-au-lait-Fleck</translation>
    </message>
    <message>
        <source>Light-induced or pigmentation disorder</source>
        <translation>Lichtbedingte Störung oder Pigmentstörung</translation>
    </message>
    <message>
        <source>Vitiligo</source>
        <translation>Vitiligo</translation>
    </message>
    <message>
        <source>Melasma</source>
        <translation>Melasma</translation>
    </message>
    <message>
        <source>Hyperpigmentation</source>
        <translation>Hyperpigmentierung</translation>
    </message>
    <message>
        <source>Drug-induced pigmentary change</source>
        <translation>Arzneimittelbedingte Pigmentveränderung</translation>
    </message>
    <message>
        <source>Sun-damaged skin</source>
        <translation>Lichtgeschädigte Haut</translation>
    </message>
    <message>
        <source>Skin sign of a systemic disease</source>
        <translation>Hautzeichen einer Systemerkrankung</translation>
    </message>
    <message>
        <source>Hair disease</source>
        <translation>Haarerkrankung</translation>
    </message>
    <message>
        <source>Nail disease</source>
        <translation>Nagelerkrankung</translation>
    </message>
    <message>
        <source>Acanthosis nigricans</source>
        <translation>Acanthosis nigricans</translation>
    </message>
    <message>
        <source>Confluent and reticulated papillomatosis</source>
        <translation>Konfluierende und retikuläre Papillomatose</translation>
    </message>
    <message>
        <source>Acrodermatitis enteropathica</source>
        <translation>Acrodermatitis enteropathica</translation>
    </message>
    <message>
        <source>Aplasia cutis congenita</source>
        <translation>Aplasia cutis congenita</translation>
    </message>
    <message>
        <source>Calcinosis cutis</source>
        <translation>Calcinosis cutis</translation>
    </message>
    <message>
        <source>Darier disease</source>
        <translation>Morbus Darier</translation>
    </message>
    <message>
        <source>Hailey-Hailey disease</source>
        <translation>Morbus Hailey-Hailey</translation>
    </message>
    <message>
        <source>Ehlers-Danlos syndrome</source>
        <translation>Ehlers-Danlos-Syndrom</translation>
    </message>
    <message>
        <source>Epidermolysis bullosa</source>
        <translation>Epidermolysis bullosa</translation>
    </message>
    <message>
        <source>Ichthyosis vulgaris</source>
        <translation>Ichthyosis vulgaris</translation>
    </message>
    <message>
        <source>Incontinentia pigmenti</source>
        <translation>Incontinentia pigmenti</translation>
    </message>
    <message>
        <source>Neurofibromatosis</source>
        <translation>Neurofibromatose</translation>
    </message>
    <message>
        <source>Tuberous sclerosis</source>
        <translation>Tuberöse Sklerose</translation>
    </message>
    <message>
        <source>Xeroderma pigmentosum</source>
        <translation>Xeroderma pigmentosum</translation>
    </message>
    <message>
        <source>Urticaria pigmentosa</source>
        <translation>Urticaria pigmentosa</translation>
    </message>
    <message>
        <source>Porphyria</source>
        <translation>Porphyrie</translation>
    </message>
    <message>
        <source>Porokeratosis of Mibelli</source>
        <translation>Porokeratosis Mibelli</translation>
    </message>
    <message>
        <source>Disseminated superficial actinic porokeratosis</source>
        <translation>Disseminierte superfizielle aktinische Porokeratose</translation>
    </message>
    <message>
        <source>Keratosis pilaris</source>
        <translation>Keratosis pilaris</translation>
    </message>
    <message>
        <source>Focal acral hyperkeratosis</source>
        <translation>Fokale akrale Hyperkeratose</translation>
    </message>
    <message>
        <source>Xanthoma</source>
        <translation>Xanthom</translation>
    </message>
    <message>
        <source>Striae</source>
        <translation>Striae (Dehnungsstreifen)</translation>
    </message>
    <message>
        <source>Fordyce spots</source>
        <translation>Fordyce-Drüsen</translation>
    </message>
    <message>
        <source>Factitial dermatitis</source>
        <translation>Artefizielle Dermatitis</translation>
    </message>
    <message>
        <source>Neurotic excoriations</source>
        <translation>Neurotische Exkoriationen</translation>
    </message>
    <message>
        <source>Hematoma</source>
        <translation>Hämatom</translation>
    </message>
    <message>
        <source>Ulceration or physical injury</source>
        <translation>Ulzeration oder Hautverletzung</translation>
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
    <name>DicomStrip</name>
    <message>
        <source>Take the place over ...</source>
        <translation>Ort übernehmen ...</translation>
    </message>
    <message>
        <source>The DICOM file says: {facts}.</source>
        <translation>In der DICOM-Datei steht: {facts}.</translation>
    </message>
    <message>
        <source>That is not the patient in view.</source>
        <translation>Das ist nicht der gezeigte Patient.</translation>
    </message>
    <message>
        <source>Writing is burned into the picture, perhaps a name.</source>
        <translation>In das Bild ist Schrift eingebrannt, vielleicht ein Name.</translation>
    </message>
    <message>
        <source>Choose this patient</source>
        <translation>Diesen Patienten wählen</translation>
    </message>
    <message>
        <source>New patient ...</source>
        <translation>Neuer Patient ...</translation>
    </message>
    <message>
        <source>Take the day over: {day}</source>
        <translation>Tag übernehmen: {day}</translation>
    </message>
    <message>
        <source>no. {number}</source>
        <translation>Nr. {number}</translation>
    </message>
    <message>
        <source>born {day}</source>
        <translation>geboren {day}</translation>
    </message>
    <message>
        <source>no patient</source>
        <translation>kein Patient</translation>
    </message>
    <message>
        <source>taken on {day}</source>
        <translation>aufgenommen am {day}</translation>
    </message>
    <message>
        <source>no day</source>
        <translation>kein Tag</translation>
    </message>
    <message>
        <source>no body site</source>
        <translation>keine Körperstelle</translation>
    </message>
    <message>
        <source>{scale} mm per pixel</source>
        <translation>{scale} mm je Pixel</translation>
    </message>
    <message>
        <source>no scale</source>
        <translation>kein Maßstab</translation>
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
    <name>DraftKeeping</name>
    <message>
        <source>Edited description</source>
        <translation>Bearbeitete Beschreibung</translation>
    </message>
    <message>
        <source>An edited description is not kept, because its image is filed with nobody: {names}. Go on and lose it?</source>
        <translation>Eine bearbeitete Beschreibung ist nicht gespeichert, weil ihr Bild bei niemandem abgelegt ist: {names}. Fortfahren und sie verlieren?</translation>
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
    <name>ErrorPresenter</name>
    <message>
        <source>Unexpected error ({kind}: {error}). Save your report and start SkinVL again; the details are on standard error.</source>
        <translation>Unerwarteter Fehler ({kind}: {error}). Speichern Sie Ihren Befundbericht und starten Sie SkinVL neu; die Einzelheiten stehen in der Standardfehlerausgabe.</translation>
    </message>
</context>
<context>
    <name>ExchangeView</name>
    <message>
        <source>Answering ...</source>
        <translation>Antwort wird geschrieben ...</translation>
    </message>
    <message>
        <source>[stopped]</source>
        <translation>[angehalten]</translation>
    </message>
    <message>
        <source>Stopped before the first word.</source>
        <translation>Vor dem ersten Wort angehalten.</translation>
    </message>
    <message>
        <source>Not answered: {reason}</source>
        <translation>Nicht beantwortet: {reason}</translation>
    </message>
    <message>
        <source>The model gave no answer.</source>
        <translation>Das Modell gab keine Antwort.</translation>
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
    <name>Figure</name>
    <message>
        <source>HAM10000, dermoscopy</source>
        <translation>HAM10000, Dermatoskopie</translation>
    </message>
    <message>
        <source>HAM10000, parts of 224 pixels</source>
        <translation>HAM10000, Ausschnitte von 224 Pixeln</translation>
    </message>
    <message>
        <source>Fitzpatrick17k, clinical photographs</source>
        <translation>Fitzpatrick17k, klinische Fotografien</translation>
    </message>
    <message>
        <source>skin types I and II</source>
        <translation>Hauttypen I und II</translation>
    </message>
    <message>
        <source>skin types III and IV</source>
        <translation>Hauttypen III und IV</translation>
    </message>
    <message>
        <source>skin types V and VI</source>
        <translation>Hauttypen V und VI</translation>
    </message>
    <message>
        <source>skin type not known</source>
        <translation>Hauttyp nicht bekannt</translation>
    </message>
    <message>
        <source>Images of skin</source>
        <translation>Bilder von Haut</translation>
    </message>
    <message>
        <source>Images of something else</source>
        <translation>Bilder von etwas anderem</translation>
    </message>
    <message>
        <source>Telling skin from everything else</source>
        <translation>Haut von allem anderen unterscheiden</translation>
    </message>
    <message>
        <source>clinical photographs</source>
        <translation>klinische Fotografien</translation>
    </message>
    <message>
        <source>microscope slides</source>
        <translation>mikroskopische Schnitte</translation>
    </message>
    <message>
        <source>other pictures</source>
        <translation>andere Bilder</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alle zusammen</translation>
    </message>
    <message>
        <source>where a statement was made</source>
        <translation>wo eine Aussage gemacht wurde</translation>
    </message>
    <message>
        <source>Questions with given answers</source>
        <translation>Fragen mit vorgegebenen Antworten</translation>
    </message>
    <message>
        <source>Questions with free answers</source>
        <translation>Fragen mit freien Antworten</translation>
    </message>
    <message>
        <source>Written description</source>
        <translation>Geschriebene Beschreibung</translation>
    </message>
    <message>
        <source>Compared with other models</source>
        <translation>Im Vergleich mit anderen Modellen</translation>
    </message>
    <message>
        <source>linear classifier on its features</source>
        <translation>linearer Klassifikator auf den Merkmalen</translation>
    </message>
    <message>
        <source>without training</source>
        <translation>ohne Training</translation>
    </message>
    <message>
        <source>share of right answers</source>
        <translation>Anteil richtiger Antworten</translation>
    </message>
    <message>
        <source>mean sensitivity of all diagnoses</source>
        <translation>mittlere Sensitivität aller Diagnosen</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>malignant or not, area under the ROC curve</source>
        <translation>bösartig oder nicht, Fläche unter der ROC-Kurve</translation>
    </message>
    <message>
        <source>mean area under the ROC curve</source>
        <translation>mittlere Fläche unter der ROC-Kurve</translation>
    </message>
    <message>
        <source>area under the ROC curve</source>
        <translation>Fläche unter der ROC-Kurve</translation>
    </message>
    <message>
        <source>malignant or not, sensitivity at a specificity of 90 %</source>
        <translation>bösartig oder nicht, Sensitivität bei einer Spezifität von 90 %</translation>
    </message>
    <message>
        <source>malignant or not, specificity at a sensitivity of 95 %</source>
        <translation>bösartig oder nicht, Spezifität bei einer Sensitivität von 95 %</translation>
    </message>
    <message>
        <source>false alarms where 95 % of skin is let through</source>
        <translation>Fehlalarme, wenn 95 % der Haut durchgelassen werden</translation>
    </message>
    <message>
        <source>calibration error (ECE)</source>
        <translation>Kalibrierungsfehler (ECE)</translation>
    </message>
    <message>
        <source>calibration error (ECE) without its bias</source>
        <translation>Kalibrierungsfehler (ECE) ohne seine Verzerrung</translation>
    </message>
    <message>
        <source>squared calibration error without its bias</source>
        <translation>quadrierter Kalibrierungsfehler ohne seine Verzerrung</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>Brier-Score</translation>
    </message>
    <message>
        <source>errors by confidence, area under the curve</source>
        <translation>Fehler nach Sicherheit, Fläche unter der Kurve</translation>
    </message>
    <message>
        <source>prediction set</source>
        <translation>Vorhersagemenge</translation>
    </message>
    <message>
        <source>share that holds the right diagnosis</source>
        <translation>Anteil mit der richtigen Diagnose</translation>
    </message>
    <message>
        <source>diagnoses in it</source>
        <translation>Diagnosen darin</translation>
    </message>
    <message>
        <source>share of images</source>
        <translation>Anteil der Bilder</translation>
    </message>
    <message>
        <source>no statement</source>
        <translation>keine Aussage</translation>
    </message>
    <message>
        <source>share without a statement</source>
        <translation>Anteil ohne Aussage</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>limited quality</source>
        <translation>eingeschränkte Qualität</translation>
    </message>
    <message>
        <source>unusable quality</source>
        <translation>unbrauchbare Qualität</translation>
    </message>
    <message>
        <source>kind of image told rightly</source>
        <translation>Bildart richtig erkannt</translation>
    </message>
    <message>
        <source>answer word for word</source>
        <translation>Antwort Wort für Wort</translation>
    </message>
    <message>
        <source>answer names the diagnosis</source>
        <translation>Antwort nennt die Diagnose</translation>
    </message>
    <message>
        <source>answer names exactly one diagnosis</source>
        <translation>Antwort nennt genau eine Diagnose</translation>
    </message>
    <message>
        <source>keeps to the agreed form</source>
        <translation>hält die vereinbarte Form ein</translation>
    </message>
    <message>
        <source>with the image</source>
        <translation>mit dem Bild</translation>
    </message>
    <message>
        <source>without the image, for comparison</source>
        <translation>ohne das Bild, zum Vergleich</translation>
    </message>
    <message>
        <source>with another image, for comparison</source>
        <translation>mit einem anderen Bild, zum Vergleich</translation>
    </message>
    <message>
        <source>always the most frequent answer, for comparison</source>
        <translation>immer die häufigste Antwort, zum Vergleich</translation>
    </message>
    <message>
        <source>always yes, for comparison</source>
        <translation>immer Ja, zum Vergleich</translation>
    </message>
    <message>
        <source>diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>which diagnosis</source>
        <translation>welche Diagnose</translation>
    </message>
    <message>
        <source>diagnosis with age, sex and site</source>
        <translation>Diagnose mit Alter, Geschlecht und Ort</translation>
    </message>
    <message>
        <source>is it this diagnosis</source>
        <translation>ist es diese Diagnose</translation>
    </message>
    <message>
        <source>is it malignant</source>
        <translation>ist es bösartig</translation>
    </message>
    <message>
        <source>kind of image</source>
        <translation>Bildart</translation>
    </message>
    <message>
        <source>which kind of image</source>
        <translation>welche Bildart</translation>
    </message>
    <message>
        <source>is it this kind of image</source>
        <translation>ist es diese Bildart</translation>
    </message>
    <message>
        <source>what is shown</source>
        <translation>was zu sehen ist</translation>
    </message>
    <message>
        <source>asymmetry</source>
        <translation>Asymmetrie</translation>
    </message>
    <message>
        <source>is it asymmetric</source>
        <translation>ist es asymmetrisch</translation>
    </message>
    <message>
        <source>border</source>
        <translation>Begrenzung</translation>
    </message>
    <message>
        <source>is the border irregular</source>
        <translation>ist die Begrenzung unregelmäßig</translation>
    </message>
    <message>
        <source>size in the image</source>
        <translation>Größe im Bild</translation>
    </message>
    <message>
        <source>does it fill the image</source>
        <translation>füllt es das Bild</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>is there white</source>
        <translation>gibt es Weiß</translation>
    </message>
    <message>
        <source>is there red</source>
        <translation>gibt es Rot</translation>
    </message>
    <message>
        <source>is there light brown</source>
        <translation>gibt es Hellbraun</translation>
    </message>
    <message>
        <source>is there dark brown</source>
        <translation>gibt es Dunkelbraun</translation>
    </message>
    <message>
        <source>is there blue-grey</source>
        <translation>gibt es Blaugrau</translation>
    </message>
    <message>
        <source>is there black</source>
        <translation>gibt es Schwarz</translation>
    </message>
    <message>
        <source>white</source>
        <translation>Weiß</translation>
    </message>
    <message>
        <source>red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>light brown</source>
        <translation>Hellbraun</translation>
    </message>
    <message>
        <source>dark brown</source>
        <translation>Dunkelbraun</translation>
    </message>
    <message>
        <source>blue-grey</source>
        <translation>Blaugrau</translation>
    </message>
    <message>
        <source>black</source>
        <translation>Schwarz</translation>
    </message>
    <message>
        <source>hair</source>
        <translation>Haare</translation>
    </message>
    <message>
        <source>is there hair</source>
        <translation>gibt es Haare</translation>
    </message>
    <message>
        <source>ink</source>
        <translation>Tinte</translation>
    </message>
    <message>
        <source>ruler</source>
        <translation>Lineal</translation>
    </message>
    <message>
        <source>clothing</source>
        <translation>Kleidung</translation>
    </message>
    <message>
        <source>corals</source>
        <translation>Korallen</translation>
    </message>
    <message>
        <source>CT images of kidneys</source>
        <translation>CT-Bilder von Nieren</translation>
    </message>
    <message>
        <source>groceries</source>
        <translation>Lebensmittel</translation>
    </message>
    <message>
        <source>screenshots</source>
        <translation>Bildschirmfotos</translation>
    </message>
    <message>
        <source>slides of the bowel (GlaS)</source>
        <translation>Schnitte des Darms (GlaS)</translation>
    </message>
    <message>
        <source>slides of lung and bowel (LC25000)</source>
        <translation>Schnitte von Lunge und Darm (LC25000)</translation>
    </message>
    <message>
        <source>slides of the mouth</source>
        <translation>Schnitte des Mundes</translation>
    </message>
    <message>
        <source>slides of the prostate</source>
        <translation>Schnitte der Prostata</translation>
    </message>
    <message>
        <source>slides of the breast (TNBC)</source>
        <translation>Schnitte der Brust (TNBC)</translation>
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
    <name>FileDialog</name>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
</context>
<context>
    <name>Filing</name>
    <message>
        <source>{patient} (no. {number}, lesion {lesion})</source>
        <translation>{patient} (Nr. {number}, Läsion {lesion})</translation>
    </message>
    <message>
        <source>Exactly this image file is already filed under {others}.</source>
        <translation>Genau diese Bilddatei ist schon abgelegt bei {others}.</translation>
    </message>
    <message>
        <source>{patient} (no. {number})</source>
        <translation>{patient} (Nr. {number})</translation>
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
        <source>The result is kept when it is complete.</source>
        <translation>Das Ergebnis wird gespeichert, sobald es vollständig ist.</translation>
    </message>
    <message>
        <source>The result is not kept yet.</source>
        <translation>Das Ergebnis ist noch nicht gespeichert.</translation>
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
        <translation>Ordne&amp;n</translation>
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
    <message>
        <source>another patient than the table says ({count} of all)</source>
        <translation>anderer Patient, als die Tabelle nennt ({count} von allen)</translation>
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
    <name>Group</name>
    <message>
        <source>Malignant</source>
        <translation>Maligne</translation>
    </message>
    <message>
        <source>Pre-malignant</source>
        <translation>Prämaligne</translation>
    </message>
    <message>
        <source>Benign</source>
        <translation>Benigne</translation>
    </message>
    <message>
        <source>Inflammatory</source>
        <translation>Entzündlich</translation>
    </message>
    <message>
        <source>Infectious</source>
        <translation>Infektiös</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstige</translation>
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
    <message>
        <source>✗ {file} was not saved ({reason}); choose another place.</source>
        <translation>✗ {file} wurde nicht gespeichert ({reason}); wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>✓ {file} was saved.</source>
        <translation>✓ {file} wurde gespeichert.</translation>
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
        <translation>Wo, nicht warum: Hellere Stellen sprechen stärker für die Diagnose „{name}“. Das ist weder ein Beweis dafür noch ein Umriss.</translation>
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
    <name>ImagePhrases</name>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>more than {most} pixels</source>
        <translation>mehr als {most} Pixel</translation>
    </message>
    <message>
        <source>more pixels than that are not opened</source>
        <translation>mehr Pixel werden nicht geöffnet</translation>
    </message>
    <message>
        <source>the {kind} header is damaged ({error})</source>
        <translation>der Kopf der {kind}-Datei ist beschädigt ({error})</translation>
    </message>
    <message>
        <source>the {kind} header is damaged</source>
        <translation>der Kopf der {kind}-Datei ist beschädigt</translation>
    </message>
    <message>
        <source>{fault}; copy the file again</source>
        <translation>{fault}; kopieren Sie die Datei noch einmal</translation>
    </message>
    <message>
        <source>turned upright (EXIF orientation {orientation})</source>
        <translation>aufrecht gedreht (EXIF-Ausrichtung {orientation})</translation>
    </message>
    <message>
        <source>a folder, not an image</source>
        <translation>ein Ordner, kein Bild</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>not readable ({reason})</source>
        <translation>nicht lesbar ({reason})</translation>
    </message>
    <message>
        <source>{size} MiB; at most {most} MiB are opened</source>
        <translation>{size} MiB; höchstens {most} MiB werden geöffnet</translation>
    </message>
    <message>
        <source>an animated GIF; save one frame as {supported}</source>
        <translation>ein animiertes GIF; speichern Sie ein Einzelbild als {supported}</translation>
    </message>
    <message>
        <source>an image without pixels</source>
        <translation>ein Bild ohne Pixel</translation>
    </message>
    <message>
        <source>{width} x {height} pixels; at most {most} are opened</source>
        <translation>{width} x {height} Pixel; höchstens {most} werden geöffnet</translation>
    </message>
    <message>
        <source>the {kind} is damaged ({error})</source>
        <translation>die {kind}-Datei ist beschädigt ({error})</translation>
    </message>
    <message>
        <source>first of {frames} pictures of a multi-picture JPEG</source>
        <translation>erstes von {frames} Bildern eines Mehrfachbild-JPEG</translation>
    </message>
    <message>
        <source>{frames} frames; save the one to judge as its own file</source>
        <translation>{frames} Einzelbilder; speichern Sie das zu beurteilende als eigene Datei</translation>
    </message>
    <message>
        <source>{frames} pages; save the one to judge as its own file</source>
        <translation>{frames} Seiten; speichern Sie die zu beurteilende als eigene Datei</translation>
    </message>
    <message>
        <source>{frames} {what}; save the one to judge as its own file</source>
        <translation>{frames} {what}; speichern Sie das zu beurteilende Bild als eigene Datei</translation>
    </message>
    <message>
        <source>a camera raw file or only a preview; export the picture as {supported}</source>
        <translation>eine Kamera-Rohdatei oder nur eine Vorschau; exportieren Sie das Bild als {supported}</translation>
    </message>
    <message>
        <source>EXIF data unreadable: the picture may not be upright</source>
        <translation>EXIF-Daten unlesbar: das Bild steht vielleicht nicht aufrecht</translation>
    </message>
    <message>
        <source>the {kind} is incomplete or damaged ({error}); copy the file again</source>
        <translation>die {kind}-Datei ist unvollständig oder beschädigt ({error}); kopieren Sie sie noch einmal</translation>
    </message>
    <message>
        <source>image file is truncated</source>
        <translation>die Bilddatei endet vorzeitig</translation>
    </message>
    <message>
        <source>image file is truncated ({count} bytes not processed)</source>
        <translation>die Bilddatei endet vorzeitig ({count} Bytes nicht verarbeitet)</translation>
    </message>
    <message>
        <source>truncated file</source>
        <translation>die Datei endet vorzeitig</translation>
    </message>
    <message>
        <source>JPEG, PNG, TIFF, BMP and WebP</source>
        <translation>JPEG, PNG, TIFF, BMP oder WebP</translation>
    </message>
    <message>
        <source>a ZIP archive or an office document</source>
        <translation>ein ZIP-Archiv oder Office-Dokument</translation>
    </message>
    <message>
        <source>an empty ZIP archive</source>
        <translation>ein leeres ZIP-Archiv</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>ein PDF</translation>
    </message>
    <message>
        <source>an office document</source>
        <translation>ein Office-Dokument</translation>
    </message>
    <message>
        <source>a 7z archive</source>
        <translation>ein 7z-Archiv</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>ein RAR-Archiv</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>ein gzip-Archiv</translation>
    </message>
    <message>
        <source>an encrypted file</source>
        <translation>eine verschlüsselte Datei</translation>
    </message>
    <message>
        <source>an encrypted message</source>
        <translation>eine verschlüsselte Nachricht</translation>
    </message>
    <message>
        <source>a GIF</source>
        <translation>ein GIF</translation>
    </message>
    <message>
        <source>a Photoshop file</source>
        <translation>eine Photoshop-Datei</translation>
    </message>
    <message>
        <source>a JPEG 2000 image</source>
        <translation>ein JPEG-2000-Bild</translation>
    </message>
    <message>
        <source>a JPEG XL image</source>
        <translation>ein JPEG-XL-Bild</translation>
    </message>
    <message>
        <source>a camera raw file</source>
        <translation>eine Kamera-Rohdatei</translation>
    </message>
    <message>
        <source>a HEIC image</source>
        <translation>ein HEIC-Bild</translation>
    </message>
    <message>
        <source>an AVIF image</source>
        <translation>ein AVIF-Bild</translation>
    </message>
    <message>
        <source>a video</source>
        <translation>ein Video</translation>
    </message>
    <message>
        <source>a DICOM file</source>
        <translation>eine DICOM-Datei</translation>
    </message>
    <message>
        <source>{what}: encrypted or not an image; give {supported}</source>
        <translation>{what}: verschlüsselt oder kein Bild; nehmen Sie {supported}</translation>
    </message>
    <message>
        <source>{what}, which is not supported; save it as {supported}</source>
        <translation>{what}, nicht unterstützt; speichern Sie es als {supported}</translation>
    </message>
    <message>
        <source>not an image; SkinVL reads {supported}</source>
        <translation>kein Bild; SkinVL liest {supported}</translation>
    </message>
    <message>
        <source>the JPEG ends early</source>
        <translation>das JPEG endet vorzeitig</translation>
    </message>
    <message>
        <source>the PNG is damaged (checksum)</source>
        <translation>das PNG ist beschädigt (Prüfsumme)</translation>
    </message>
    <message>
        <source>the PNG ends early</source>
        <translation>das PNG endet vorzeitig</translation>
    </message>
    <message>
        <source>a DICOM object that is no photograph; open a dermoscopic photograph, a VL photograph or a secondary capture</source>
        <translation>ein DICOM-Objekt, das keine Fotografie ist; öffnen Sie eine dermatoskopische Aufnahme, eine VL-Fotografie oder eine Secondary Capture</translation>
    </message>
    <message>
        <source>the DICOM header is damaged ({error})</source>
        <translation>der DICOM-Kopf ist beschädigt ({error})</translation>
    </message>
    <message>
        <source>the DICOM pixels are damaged ({error})</source>
        <translation>die DICOM-Pixel sind beschädigt ({error})</translation>
    </message>
    <message>
        <source>at most {most} MiB are opened</source>
        <translation>höchstens {most} MiB werden geöffnet</translation>
    </message>
    <message>
        <source>more bytes than that is safe; {most}</source>
        <translation>mehr Bytes, als sicher sind; {most}</translation>
    </message>
    <message>
        <source>the DICOM file meta information is damaged</source>
        <translation>die Metadaten der DICOM-Datei sind beschädigt</translation>
    </message>
    <message>
        <source>the DICOM file ends early; copy the file again</source>
        <translation>die DICOM-Datei endet vorzeitig; kopieren Sie die Datei noch einmal</translation>
    </message>
    <message>
        <source>a deflated DICOM file; export it uncompressed</source>
        <translation>eine komprimierte (deflated) DICOM-Datei; exportieren Sie sie unkomprimiert</translation>
    </message>
    <message>
        <source>the DICOM file is damaged ({error})</source>
        <translation>die DICOM-Datei ist beschädigt ({error})</translation>
    </message>
    <message>
        <source>a DICOM image without pixels</source>
        <translation>ein DICOM-Bild ohne Pixel</translation>
    </message>
    <message>
        <source>{frames} frames; export the one to judge as its own file</source>
        <translation>{frames} Einzelbilder; exportieren Sie das zu beurteilende als eigene Datei</translation>
    </message>
    <message>
        <source>the DICOM file has no pixels or ends early</source>
        <translation>die DICOM-Datei hat keine Pixel oder endet vorzeitig</translation>
    </message>
    <message>
        <source>DICOM transfer syntax {syntax}; export the image uncompressed or as baseline JPEG</source>
        <translation>DICOM-Transfersyntax {syntax}; exportieren Sie das Bild unkomprimiert oder als Baseline-JPEG</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>{samples} samples of {meaning}; export it as RGB</source>
        <translation>{samples} Kanäle mit {meaning}; exportieren Sie es als RGB</translation>
    </message>
    <message>
        <source>{stored} of {allocated} bits; export it with 8 or 16</source>
        <translation>{stored} von {allocated} Bit; exportieren Sie es mit 8 oder 16</translation>
    </message>
    <message>
        <source>signed pixels; export it with 8 bits</source>
        <translation>vorzeichenbehaftete Pixel; exportieren Sie es mit 8 Bit</translation>
    </message>
    <message>
        <source>YBR pixels of 16 bits; export it as RGB</source>
        <translation>YBR-Pixel mit 16 Bit; exportieren Sie es als RGB</translation>
    </message>
    <message>
        <source>{found} bytes of pixels where {expected} are expected</source>
        <translation>{found} Bytes Pixel, wo {expected} erwartet werden</translation>
    </message>
    <message>
        <source>{frames} frames in one; export it again</source>
        <translation>{frames} Einzelbilder in einem; exportieren Sie es noch einmal</translation>
    </message>
    <message>
        <source>{found} pixels where the header says {width} x {height}</source>
        <translation>{found} Pixel, wo der Kopf {width} x {height} nennt</translation>
    </message>
    <message>
        <source>inverted: the file stores white as 0</source>
        <translation>invertiert: die Datei speichert Weiß als 0</translation>
    </message>
    <message>
        <source>{bits} bits scaled to 8</source>
        <translation>{bits} Bit auf 8 umgerechnet</translation>
    </message>
    <message>
        <source>a JPEG of {found} pixels where others are announced</source>
        <translation>ein JPEG mit {found} Pixeln, wo andere angekündigt sind</translation>
    </message>
    <message>
        <source>a JPEG whose colours can be read in two ways; export it as RGB</source>
        <translation>ein JPEG, dessen Farben sich auf zwei Arten lesen lassen; exportieren Sie es als RGB</translation>
    </message>
    <message>
        <source>a JPEG of mode {mode} where {said} is announced</source>
        <translation>ein JPEG im Modus {mode}, wo {said} angekündigt ist</translation>
    </message>
    <message>
        <source>JPEG 2000, which this installation cannot decode</source>
        <translation>JPEG 2000, das diese Installation nicht entschlüsseln kann</translation>
    </message>
    <message>
        <source>the JPEG 2000 ends early; copy the file again</source>
        <translation>das JPEG 2000 endet vorzeitig; kopieren Sie die Datei noch einmal</translation>
    </message>
    <message>
        <source>a JPEG 2000 of another size or kind than is announced</source>
        <translation>ein JPEG 2000 von anderer Größe oder Art als angekündigt</translation>
    </message>
    <message>
        <source>kind: {kind} is no mark</source>
        <translation>Art: {kind} ist keine Zeichnung</translation>
    </message>
    <message>
        <source>points: {count} are not enough or too many</source>
        <translation>Punkte: {count} sind zu wenige oder zu viele</translation>
    </message>
    <message>
        <source>points: not a number</source>
        <translation>Punkte: keine Zahl</translation>
    </message>
    <message>
        <source>text: a text without words</source>
        <translation>Text: ein Text ohne Worte</translation>
    </message>
    <message>
        <source>text: longer than {most} characters</source>
        <translation>Text: länger als {most} Zeichen</translation>
    </message>
    <message>
        <source>drawing: version {version} is not known</source>
        <translation>Zeichnung: Version {version} ist unbekannt</translation>
    </message>
    <message>
        <source>drawing: more than {most} marks</source>
        <translation>Zeichnung: mehr als {most} Markierungen</translation>
    </message>
    <message>
        <source>drawing: damaged ({error})</source>
        <translation>Zeichnung: beschädigt ({error})</translation>
    </message>
    <message>
        <source>a scale needs two points at least a pixel apart and a length above 0</source>
        <translation>ein Maßstab braucht zwei Punkte, die mindestens ein Pixel auseinanderliegen, und eine Länge über 0</translation>
    </message>
    <message>
        <source>this image is no longer open; open it again</source>
        <translation>dieses Bild ist nicht mehr geöffnet; öffnen Sie es erneut</translation>
    </message>
    <message>
        <source>was changed while it was read; open it again</source>
        <translation>wurde beim Lesen verändert; öffnen Sie es erneut</translation>
    </message>
    <message>
        <source>not enough memory; close other programs or use a smaller image</source>
        <translation>zu wenig Arbeitsspeicher; schließen Sie andere Programme oder nehmen Sie ein kleineres Bild</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Datenträger ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>ist kein Ordner</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>gibt es schon</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Dateiname zu lang</translation>
    </message>
    <message>
        <source>The DICOM file names another patient: {differing}.</source>
        <translation>Die DICOM-Datei nennt einen anderen Patienten: {differing}.</translation>
    </message>
    <message>
        <source>number {found}, not {expected}</source>
        <translation>Nummer {found} statt {expected}</translation>
    </message>
    <message>
        <source>born {found}, not {expected}</source>
        <translation>geboren {found} statt {expected}</translation>
    </message>
    <message>
        <source>name {found}, not {expected}</source>
        <translation>Name {found} statt {expected}</translation>
    </message>
    <message>
        <source>floating-point samples; save it with 8 or 16 bits</source>
        <translation>Gleitkommawerte; speichern Sie es mit 8 oder 16 Bit</translation>
    </message>
    <message>
        <source>samples of more than 16 bits; save it with 8 or 16 bits</source>
        <translation>mehr als 16 Bit je Wert; speichern Sie es mit 8 oder 16 Bit</translation>
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
    <name>Incoming</name>
    <message>
        <source>Pasted image</source>
        <translation>Eingefügtes Bild</translation>
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
    <name>Keeping</name>
    <message>
        <source>Not kept: {error}</source>
        <translation>Nicht gespeichert: {error}</translation>
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
    <name>LanguageName</name>
    <message>
        <source>As the computer</source>
        <translation>Wie der Rechner</translation>
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
        <translation>Ver&amp;schieben ...</translation>
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
        <source>What is being done</source>
        <translation>Was gerade geschieht</translation>
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
    <message>
        <source>The store comes from an older version of SkinVL and is brought to the form of this one. That can take minutes; leave the computer on.</source>
        <translation>Der Datenspeicher stammt von einer älteren Version von SkinVL und wird in die Form dieser Version gebracht. Das kann Minuten dauern; lassen Sie den Rechner eingeschaltet.</translation>
    </message>
    <message>
        <source>First a copy of it is made and checked, which can be put back.</source>
        <translation>Zuerst wird eine Kopie angelegt und geprüft, die zurückgeholt werden kann.</translation>
    </message>
    <message>
        <source>The copy is made. The records are being converted ...</source>
        <translation>Die Kopie ist angelegt. Die Einträge werden umgewandelt ...</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Loading the model ...</source>
        <translation>Modell wird geladen ...</translation>
    </message>
    <message>
        <source>The store is ready. What you read is kept now.</source>
        <translation>Der Datenspeicher ist bereit. Was Sie befunden, wird jetzt gespeichert.</translation>
    </message>
    <message>
        <source>SkinVL sample (drawn)</source>
        <translation>SkinVL-Beispiel (gezeichnet)</translation>
    </message>
    <message>
        <source>Open an image</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Befundbericht speichern</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>There is no image file of this computer in it. Save the image to a file first.</source>
        <translation>Darin ist keine Bilddatei dieses Rechners. Speichern Sie das Bild zuerst in eine Datei.</translation>
    </message>
    <message>
        <source>One image at a time: {name} was opened, {count} more were not.</source>
        <translation>Ein Bild nach dem anderen: {name} wurde geöffnet, {count} weitere nicht.</translation>
    </message>
    <message>
        <source>The clipboard holds no image. Copy one, then paste again.</source>
        <translation>Die Zwischenablage enthält kein Bild. Kopieren Sie eines und fügen Sie es dann erneut ein.</translation>
    </message>
    <message>
        <source>No analysis is possible: {reason}</source>
        <translation>Keine Analyse möglich: {reason}</translation>
    </message>
    <message>
        <source>Computing on {provider}: {reason}</source>
        <translation>Gerechnet wird auf {provider}: {reason}</translation>
    </message>
    <message>
        <source>{reason}. It was started again; nothing has to be done.</source>
        <translation>{reason}. Er wurde neu gestartet; Sie müssen nichts tun.</translation>
    </message>
    <message>
        <source>{reason}. It was started again; open the image again or try another one.</source>
        <translation>{reason}. Er wurde neu gestartet; öffnen Sie das Bild erneut oder versuchen Sie ein anderes.</translation>
    </message>
    <message>
        <source>{reason}. It was not started again.</source>
        <translation>{reason}. Er wurde nicht neu gestartet.</translation>
    </message>
    <message>
        <source>Report saved: {file}</source>
        <translation>Befundbericht gespeichert: {file}</translation>
    </message>
    <message>
        <source>{file}: the report was not saved ({reason}); choose another folder</source>
        <translation>{file}: der Befundbericht wurde nicht gespeichert ({reason}); wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>analysed in {time}</source>
        <translation>analysiert in {time}</translation>
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
    <name>Modality</name>
    <message>
        <source>Clinical photograph</source>
        <translation>Klinische Aufnahme</translation>
    </message>
    <message>
        <source>Dermoscopic image</source>
        <translation>Dermatoskopische Aufnahme</translation>
    </message>
    <message>
        <source>Microscope slide</source>
        <translation>Mikroskopiepräparat</translation>
    </message>
    <message>
        <source>Not a skin image</source>
        <translation>Kein Hautbild</translation>
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
        <source>The model is being loaded and its files are checked ...</source>
        <translation>Das Modell wird geladen, und seine Dateien werden geprüft ...</translation>
    </message>
    <message>
        <source>No model could be loaded: {reason} Images can be kept; they are read when there is one.</source>
        <translation>Kein Modell konnte geladen werden: {reason} Bilder können behalten werden; sie werden befundet, sobald es eines gibt.</translation>
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
        <source>{0} was not installed: that is for an administrator.</source>
        <translation>{0} wurde nicht installiert: Das ist Sache eines Administrators.</translation>
    </message>
    <message>
        <source>Install the model {0} and read every further image with it?</source>
        <translation>Das Modell {0} installieren und alle weiteren Bilder damit befunden?</translation>
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
    <message>
        <source>Compare photographs</source>
        <translation>Aufnahmen vergleichen</translation>
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
    <message>
        <source>lesion {lesion}</source>
        <translation>Läsion {lesion}</translation>
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
        <translation>Ver&amp;schieben ...</translation>
    </message>
    <message>
        <source>Photograph&amp;s</source>
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
        <source>Ne&amp;w patient ...</source>
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
        <source>Chan&amp;ge details ...</source>
        <translation>An&amp;gaben ändern ...</translation>
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
    <message>
        <source>imported {day}</source>
        <translation>importiert {day}</translation>
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
        <source>Loc&amp;k after minutes without use (0: never)</source>
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
    <name>QuestionPanel</name>
    <message>
        <source>Ask once the image has been analysed.</source>
        <translation>Fragen sind möglich, sobald das Bild analysiert ist.</translation>
    </message>
    <message>
        <source>Type a question in English, or choose one of the suggestions.</source>
        <translation>Geben Sie eine Frage auf Englisch ein (das Sprachmodell versteht nur Englisch) oder wählen Sie einen Vorschlag.</translation>
    </message>
    <message>
        <source>Ask about this image, in English</source>
        <translation>Zu diesem Bild fragen (auf Englisch)</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>&amp;Ask</source>
        <translation>&amp;Fragen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>Antwort anhalten (Esc)</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort anhalten</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Suggested questions</source>
        <translation>Vorgeschlagene Fragen</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation>Fragen und Antworten</translation>
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
        <source>My opinion</source>
        <translation>Meine Einschätzung</translation>
    </message>
    <message>
        <source>Enter your own opinion of the image</source>
        <translation>Eigene Einschätzung des Bildes eingeben</translation>
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
    <message>
        <source>Decided on an earlier result.</source>
        <translation>Auf Grund eines früheren Ergebnisses entschieden.</translation>
    </message>
    <message>
        <source>Not kept: the image is filed with nobody.</source>
        <translation>Nicht gespeichert: das Bild ist bei niemandem abgelegt.</translation>
    </message>
    <message>
        <source>Your opinion before the result: {name}, suspicious: {suspicion}.</source>
        <translation>Ihre Einschätzung vor dem Ergebnis: {name}, verdächtig: {suspicion}.</translation>
    </message>
    <message>
        <source>Your opinion: {name}, suspicious: {suspicion}.</source>
        <translation>Ihre Einschätzung: {name}, verdächtig: {suspicion}.</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>ReadingPage</name>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Opening {name} ...</source>
        <translation>{name} wird geöffnet ...</translation>
    </message>
    <message>
        <source>Analysing {name} ...</source>
        <translation>{name} wird analysiert ...</translation>
    </message>
    <message>
        <source>Writing the description ...</source>
        <translation>Beschreibung wird geschrieben ...</translation>
    </message>
    <message>
        <source>turned by {angle} on the screen alone</source>
        <translation>nur auf dem Bildschirm um {angle} gedreht</translation>
    </message>
    <message>
        <source>under {seconds} s</source>
        <translation>unter {seconds} s</translation>
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
        <source>Not yet: without this key nobody can open the data when the passwords are lost. Print or save it, and type its last group.</source>
        <translation>Noch nicht: Ohne diesen Schlüssel kann niemand die Daten öffnen, wenn die Passwörter verloren sind. Drucken oder speichern Sie ihn und geben Sie seine letzte Gruppe ein.</translation>
    </message>
    <message>
        <source>Last group of the recovery key</source>
        <translation>Letzte Gruppe des Wiederherstellungsschlüssels</translation>
    </message>
    <message>
        <source>Type the &amp;last group of the sheet</source>
        <translation>Geben Sie die &amp;letzte Gruppe vom Blatt ein</translation>
    </message>
</context>
<context>
    <name>RecoverySheetButtons</name>
    <message>
        <source>&amp;Print ...</source>
        <translation>&amp;Drucken ...</translation>
    </message>
    <message>
        <source>Save as P&amp;DF ...</source>
        <translation>Als &amp;PDF speichern ...</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>✗ {file} was not saved ({reason}); choose another place.</source>
        <translation>✗ {file} wurde nicht gespeichert ({reason}); wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>✓ Saved as {file}. Print it, then delete the file.</source>
        <translation>✓ Gespeichert als {file}. Drucken Sie es und löschen Sie dann die Datei.</translation>
    </message>
    <message>
        <source>✓ Sent to the printer. See that the sheet is there.</source>
        <translation>✓ An den Drucker geschickt. Sehen Sie nach, ob das Blatt da ist.</translation>
    </message>
    <message>
        <source>✗ It was not printed; try again, or save it as a PDF file.</source>
        <translation>✗ Es wurde nicht gedruckt; versuchen Sie es noch einmal, oder speichern Sie es als PDF.</translation>
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
        <source>not suspicious</source>
        <translation>nicht verdächtig</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>suspicious of malignancy</source>
        <translation>malignitätsverdächtig</translation>
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
        <source>not judged</source>
        <translation>nicht beurteilt</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>nicht kalibriert</translation>
    </message>
    <message>
        <source>{number} mm per pixel</source>
        <translation>{number} mm pro Pixel</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>Aufgenommen am</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Maßstab</translation>
    </message>
    <message>
        <source>Lesion and photograph</source>
        <translation>Läsion und Aufnahme</translation>
    </message>
    <message>
        <source>Assessment by the reader</source>
        <translation>Beurteilung durch den Befunder</translation>
    </message>
    <message>
        <source>Nobody has decided yet.</source>
        <translation>Noch niemand hat entschieden.</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>the same as the first of the model</source>
        <translation>gleich der ersten des Modells</translation>
    </message>
    <message>
        <source>differs from the first of the model</source>
        <translation>weicht von der ersten des Modells ab</translation>
    </message>
    <message>
        <source>not comparable: the model makes no statement or no diagnosis was given</source>
        <translation>nicht vergleichbar: das Modell macht keine Aussage, oder es wurde keine Diagnose angegeben</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Compared with the model</source>
        <translation>Im Vergleich zum Modell</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Opinions of the readers</source>
        <translation>Einschätzungen der Befunder</translation>
    </message>
    <message>
        <source>before the result was seen</source>
        <translation>bevor das Ergebnis gesehen wurde</translation>
    </message>
    <message>
        <source>after the result was seen</source>
        <translation>nachdem das Ergebnis gesehen wurde</translation>
    </message>
    <message>
        <source>confidence {share}</source>
        <translation>Sicherheit {share}</translation>
    </message>
    <message>
        <source>the same as the first reader</source>
        <translation>gleich dem Erstbefunder</translation>
    </message>
    <message>
        <source>differs from the first reader</source>
        <translation>weicht vom Erstbefunder ab</translation>
    </message>
    <message>
        <source>settled by {person}</source>
        <translation>festgelegt von {person}</translation>
    </message>
    <message>
        <source>Consensus</source>
        <translation>Konsens</translation>
    </message>
    <message>
        <source>Second read</source>
        <translation>Zweitbefund</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Kommentare</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
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
        <source>{count} further diagnoses, together {total}</source>
        <translation>{count} weitere Diagnosen, zusammen {total}</translation>
    </message>
    <message>
        <source>Print preview: {status}</source>
        <translation>Druckvorschau: {status}</translation>
    </message>
    <message>
        <source>The result does not say how it was made.</source>
        <translation>Das Ergebnis sagt nicht, wie es entstanden ist.</translation>
    </message>
    <message>
        <source>The result was made from another image file.</source>
        <translation>Das Ergebnis wurde aus einer anderen Bilddatei erstellt.</translation>
    </message>
    <message>
        <source>The result was made by {before}; the model is now {now} (same name, other content).</source>
        <translation>Das Ergebnis stammt von {before}; das Modell ist jetzt {now} (gleicher Name, anderer Inhalt).</translation>
    </message>
    <message>
        <source>The result was made by {before}; the model is now {now}.</source>
        <translation>Das Ergebnis stammt von {before}; das Modell ist jetzt {now}.</translation>
    </message>
    <message>
        <source>The result was computed in {before}; the settings now give {now}.</source>
        <translation>Das Ergebnis wurde in {before} gerechnet; die Einstellungen ergeben jetzt {now}.</translation>
    </message>
    <message>
        <source>No patient</source>
        <translation>Kein Patient</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>Bildgröße</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Image SHA-256</source>
        <translation>SHA-256 des Bildes</translation>
    </message>
    <message>
        <source>Model bundle</source>
        <translation>Modellpaket</translation>
    </message>
    <message>
        <source>Bundle SHA-256</source>
        <translation>SHA-256 des Modellpakets</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>Berechnet auf</translation>
    </message>
    <message>
        <source>Time of analysis</source>
        <translation>Zeit der Analyse</translation>
    </message>
    <message>
        <source>not complete</source>
        <translation>nicht vollständig</translation>
    </message>
    <message>
        <source>No description.</source>
        <translation>Keine Beschreibung.</translation>
    </message>
    <message>
        <source>Not written.</source>
        <translation>Nicht geschrieben.</translation>
    </message>
    <message>
        <source>stopped by the user</source>
        <translation>vom Benutzer angehalten</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>nicht beantwortet</translation>
    </message>
    <message>
        <source>The photograph belongs to no patient; file it first.</source>
        <translation>Die Aufnahme gehört zu keinem Patienten; legen Sie sie zuerst ab.</translation>
    </message>
    <message>
        <source>There is no result; read the image first.</source>
        <translation>Es gibt kein Ergebnis; befunden Sie zuerst das Bild.</translation>
    </message>
    <message>
        <source>Nobody has decided yet: accept or override the result, or call it a bad image.</source>
        <translation>Noch niemand hat entschieden: nehmen Sie das Ergebnis an, ersetzen Sie es, oder nennen Sie das Bild schlecht.</translation>
    </message>
    <message>
        <source>The decision is about an older result; decide again.</source>
        <translation>Die Entscheidung betrifft ein älteres Ergebnis; entscheiden Sie erneut.</translation>
    </message>
    <message>
        <source>The description is a draft of the language model: edit it, confirm that you have read it, or leave it out.</source>
        <translation>Die Beschreibung ist ein Entwurf des Sprachmodells: bearbeiten Sie sie, bestätigen Sie, dass Sie sie gelesen haben, oder lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>Nobody has read this image a second time yet. Signing does not wait for that: a second reader who differs later makes an amendment necessary.</source>
        <translation>Noch niemand hat dieses Bild ein zweites Mal befundet. Die Unterschrift wartet nicht darauf: Weicht ein zweiter Befunder später ab, wird ein Nachtrag nötig.</translation>
    </message>
    <message>
        <source>Read the image again.</source>
        <translation>Befunden Sie das Bild erneut.</translation>
    </message>
    <message>
        <source>The second reader differs; settle on a consensus first.</source>
        <translation>Der Zweitbefunder weicht ab; legen Sie zuerst einen Konsens fest.</translation>
    </message>
    <message>
        <source>The consensus differs from the decision; decide again in its sense.</source>
        <translation>Der Konsens weicht von der Entscheidung ab; entscheiden Sie erneut in seinem Sinn.</translation>
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
        <source>{side} {site}</source>
        <translation>{site}, {side}</translation>
    </message>
    <message>
        <source>Drafted by the language model, edited by {person}</source>
        <translation>Entwurf des Sprachmodells, bearbeitet von {person}</translation>
    </message>
    <message>
        <source>Drafted by the language model, read and confirmed by the one who signs</source>
        <translation>Entwurf des Sprachmodells, auf Englisch, gelesen und bestätigt von der signierenden Person</translation>
    </message>
    <message>
        <source>Prediction set of the model: {names}.</source>
        <translation>Vorhersagemenge des Modells: {names}.</translation>
    </message>
    <message>
        <source>Report made by</source>
        <translation>Befundbericht erstellt von</translation>
    </message>
    <message>
        <source>Out of date. {reason}</source>
        <translation>Veraltet. {reason}</translation>
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
        <source>Differential diagnosis</source>
        <translation>Differenzialdiagnose</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>The result appears here.</source>
        <translation>Hier erscheint das Ergebnis.</translation>
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
        <source>Opening the image ...</source>
        <translation>Bild wird geöffnet ...</translation>
    </message>
    <message>
        <source>Analysing the image ...</source>
        <translation>Bild wird analysiert ...</translation>
    </message>
    <message>
        <source>This image was not analysed.</source>
        <translation>Dieses Bild wurde nicht analysiert.</translation>
    </message>
    <message>
        <source>Stopped. This image was not analysed.</source>
        <translation>Angehalten. Dieses Bild wurde nicht analysiert.</translation>
    </message>
    <message>
        <source>Stale: {why}</source>
        <translation>Veraltet: {why}</translation>
    </message>
    <message>
        <source>Writing ...</source>
        <translation>Wird geschrieben ...</translation>
    </message>
    <message>
        <source>[stopped]</source>
        <translation>[angehalten]</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Not written: {reason}</source>
        <translation>Nicht geschrieben: {reason}</translation>
    </message>
</context>
<context>
    <name>ReviewDesk</name>
    <message>
        <source>The table says patient {number}; not in the store, filed with nobody.</source>
        <translation>Die Tabelle nennt Patient {number}; nicht im Datenspeicher, bei niemandem abgelegt.</translation>
    </message>
    <message>
        <source>patient {number}</source>
        <translation>Patient {number}</translation>
    </message>
    <message>
        <source>lesion {label}</source>
        <translation>Läsion {label}</translation>
    </message>
    <message>
        <source>{parts} (from the table)</source>
        <translation>{parts} (aus der Tabelle)</translation>
    </message>
    <message>
        <source>The DICOM file names patient {named}, the table {said}: filed with nobody.</source>
        <translation>Die DICOM-Datei nennt Patient {named}, die Tabelle {said}: bei niemandem abgelegt.</translation>
    </message>
    <message>
        <source>The table says patient {said}. {mismatch} Filed with nobody.</source>
        <translation>Die Tabelle nennt Patient {said}. {mismatch} Bei niemandem abgelegt.</translation>
    </message>
    <message>
        <source>The table says patient {said}; Start files the image with that patient.</source>
        <translation>Die Tabelle nennt Patient {said}; „Start“ legt das Bild bei diesem Patienten ab.</translation>
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
    <message>
        <source>{count} images have no row</source>
        <translation>{count} Bilder haben keine Zeile</translation>
    </message>
    <message>
        <source>{count} rows have no image</source>
        <translation>{count} Zeilen haben kein Bild</translation>
    </message>
    <message>
        <source>{count} images share the name of one row</source>
        <translation>{count} Bilder teilen den Namen einer Zeile</translation>
    </message>
    <message>
        <source>{count} names stand in several rows</source>
        <translation>{count} Namen stehen in mehreren Zeilen</translation>
    </message>
</context>
<context>
    <name>ReviewPdf</name>
    <message>
        <source>Page {number} of {pages}</source>
        <translation>Seite {number} von {pages}</translation>
    </message>
</context>
<context>
    <name>ReviewPhrases</name>
    <message>
        <source>cannot be listed ({reason})</source>
        <translation>kann nicht gelesen werden ({reason})</translation>
    </message>
    <message>
        <source>holds no review</source>
        <translation>enthält keine Durchsicht</translation>
    </message>
    <message>
        <source>version {version}; this SkinVL reads {known}</source>
        <translation>Version {version}; dieses SkinVL liest {known}</translation>
    </message>
    <message>
        <source>another review writes into this folder</source>
        <translation>eine andere Durchsicht schreibt in diesen Ordner</translation>
    </message>
    <message>
        <source>damaged or no journal of a review ({error})</source>
        <translation>beschädigt oder kein Journal einer Durchsicht ({error})</translation>
    </message>
    <message>
        <source>begun otherwise ({told}); choose another --out to keep results apart</source>
        <translation>anders begonnen ({told}); wählen Sie ein anderes --out, damit Ergebnisse getrennt bleiben</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>was changed after it was read; read the folder again to see it</source>
        <translation>wurde nach dem Lesen verändert; lesen Sie den Ordner erneut ein, um es zu sehen</translation>
    </message>
    <message>
        <source>has no result to decide on</source>
        <translation>hat kein Ergebnis, über das entschieden werden könnte</translation>
    </message>
    <message>
        <source>has no result to accept</source>
        <translation>hat kein Ergebnis, das angenommen werden könnte</translation>
    </message>
    <message>
        <source>does not start</source>
        <translation>startet nicht</translation>
    </message>
    <message>
        <source>ends at its start</source>
        <translation>endet beim Start</translation>
    </message>
    <message>
        <source>the process that reads images {what}; see skinvl bundle verify</source>
        <translation>der Prozess, der Bilder liest, {what}; siehe skinvl bundle verify</translation>
    </message>
    <message>
        <source>no result within {seconds} s; the process was ended</source>
        <translation>kein Ergebnis innerhalb von {seconds} s; der Prozess wurde beendet</translation>
    </message>
    <message>
        <source>the process was ended by the system, perhaps for lack of memory</source>
        <translation>der Prozess wurde vom System beendet, vielleicht aus Speichermangel</translation>
    </message>
    <message>
        <source>the process crashed ({signal})</source>
        <translation>der Prozess stürzte ab ({signal})</translation>
    </message>
    <message>
        <source>the process ended unexpectedly (exit code {code})</source>
        <translation>der Prozess endete unerwartet (Rückgabewert {code})</translation>
    </message>
    <message>
        <source>no results of a review ({error})</source>
        <translation>keine Ergebnisse einer Durchsicht ({error})</translation>
    </message>
    <message>
        <source>{folder}: no such folder</source>
        <translation>{folder}: diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>{out}: is a file; --out names a folder</source>
        <translation>{out}: ist eine Datei; --out nennt einen Ordner</translation>
    </message>
    <message>
        <source>{out}: is the folder that is read; choose another --out</source>
        <translation>{out}: ist der gelesene Ordner; wählen Sie ein anderes --out</translation>
    </message>
    <message>
        <source>the review was ended before its first image</source>
        <translation>die Durchsicht wurde vor ihrem ersten Bild beendet</translation>
    </message>
    <message>
        <source>a folder that was listed already (a link to it)</source>
        <translation>ein schon erfasster Ordner (Verknüpfung)</translation>
    </message>
    <message>
        <source>the folder cannot be read ({reason})</source>
        <translation>der Ordner kann nicht gelesen werden ({reason})</translation>
    </message>
    <message>
        <source>cannot be looked at ({reason})</source>
        <translation>kann nicht angesehen werden ({reason})</translation>
    </message>
    <message>
        <source>a link to a file that is not there</source>
        <translation>eine Verknüpfung auf eine Datei, die es nicht gibt</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>keine Datei</translation>
    </message>
    <message>
        <source>not readable as UTF-8 text ({error})</source>
        <translation>nicht als UTF-8-Text lesbar ({error})</translation>
    </message>
    <message>
        <source>the table is empty</source>
        <translation>die Tabelle ist leer</translation>
    </message>
    <message>
        <source>no column names the image ({names}); its columns are {columns}</source>
        <translation>keine Spalte nennt das Bild ({names}); ihre Spalten sind {columns}</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>was changed while it was read; retry it</source>
        <translation>wurde beim Lesen verändert; versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>its result is not there any more; retry it</source>
        <translation>das Ergebnis ist nicht mehr da; versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>not enough memory for this image</source>
        <translation>zu wenig Arbeitsspeicher für dieses Bild</translation>
    </message>
    <message>
        <source>larger than {most} MiB</source>
        <translation>größer als {most} MiB</translation>
    </message>
</context>
<context>
    <name>ReviewReport</name>
    <message>
        <source>accuracy</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>balanced accuracy</source>
        <translation>ausgewogene Trefferquote</translation>
    </message>
    <message>
        <source>macro auroc</source>
        <translation>AUROC, Mittel der Klassen</translation>
    </message>
    <message>
        <source>malignant auroc</source>
        <translation>AUROC, maligne oder nicht</translation>
    </message>
    <message>
        <source>brier</source>
        <translation>Brier-Score</translation>
    </message>
    <message>
        <source>ece</source>
        <translation>Kalibrierungsfehler (ECE)</translation>
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
        <source>Review of {folder}</source>
        <translation>Durchsicht von {folder}</translation>
    </message>
    <message>
        <source>The {count} most urgent</source>
        <translation>Die {count} dringendsten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Nothing is missing</source>
        <translation>Nichts fehlt</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>read</source>
        <translation>befundet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>it adds up</source>
        <translation>die Rechnung geht auf</translation>
    </message>
    <message>
        <source>IT DOES NOT ADD UP</source>
        <translation>DIE RECHNUNG GEHT NICHT AUF</translation>
    </message>
    <message>
        <source>{found} found = {read} read + {failed} failed + {waiting} waiting ({verdict}). {same} have the same bytes as another. {left_out} entries were left out.</source>
        <translation>{found} gefunden = {read} befundet + {failed} fehlgeschlagen + {waiting} wartend ({verdict}). {same} haben dieselben Bytes wie ein anderes. {left_out} Einträge wurden ausgelassen.</translation>
    </message>
    <message>
        <source>What was decided</source>
        <translation>Was entschieden wurde</translation>
    </message>
    <message>
        <source>Read and not reviewed yet: {count}</source>
        <translation>Befundet und noch nicht durchgesehen: {count}</translation>
    </message>
    <message>
        <source>What the model says first</source>
        <translation>Was das Modell zuerst nennt</translation>
    </message>
    <message>
        <source>Not counted: images it declines to judge.</source>
        <translation>Nicht gezählt: Bilder, zu denen es keine Aussage macht.</translation>
    </message>
    <message>
        <source>Declined (outside its training, or not skin): {count}</source>
        <translation>Ohne Aussage (außerhalb seines Trainings oder keine Haut): {count}</translation>
    </message>
    <message>
        <source>Malignant or pre-malignant, total probability</source>
        <translation>Maligne oder prämaligne, Gesamtwahrscheinlichkeit</translation>
    </message>
    <message>
        <source>{low} to {high} %</source>
        <translation>{low} bis {high} %</translation>
    </message>
    <message>
        <source>Kind and quality of the images</source>
        <translation>Art und Qualität der Bilder</translation>
    </message>
    <message>
        <source>Against the known diagnoses</source>
        <translation>Gegenüber den bekannten Diagnosen</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Confusion: rows are known, columns are the model&apos;s first.</source>
        <translation>Verwechslungen: Zeilen sind bekannt, Spalten sind die ersten des Modells.</translation>
    </message>
    <message>
        <source>Calibration: mean confidence against share right.</source>
        <translation>Kalibrierung: mittlere Sicherheit gegen Anteil der richtigen.</translation>
    </message>
    <message>
        <source>Labels that are no known diagnosis, left out: {labels}</source>
        <translation>Bezeichnungen, die keine bekannte Diagnose sind, ausgelassen: {labels}</translation>
    </message>
    <message>
        <source>Beside {model}</source>
        <translation>Neben {model}</translation>
    </message>
    <message>
        <source>this model</source>
        <translation>dieses Modell</translation>
    </message>
    <message>
        <source>Right only here: {here}; only there: {there}; McNemar&apos;s exact test p = {p}.</source>
        <translation>Nur hier richtig: {here}; nur dort: {there}; exakter Test nach McNemar p = {p}.</translation>
    </message>
    <message>
        <source>The table of patients and lesions</source>
        <translation>Die Tabelle der Patienten und Läsionen</translation>
    </message>
    <message>
        <source>{count} images have a row.</source>
        <translation>{count} Bilder haben eine Zeile.</translation>
    </message>
    <message>
        <source>DICOM files that name another patient than their row, so that none got it</source>
        <translation>DICOM-Dateien, die einen anderen Patienten nennen als ihre Zeile, sodass keiner sie bekam</translation>
    </message>
    <message>
        <source>Images without a row</source>
        <translation>Bilder ohne Zeile</translation>
    </message>
    <message>
        <source>Rows without an image</source>
        <translation>Zeilen ohne Bild</translation>
    </message>
    <message>
        <source>Images that share the name of one row, so that none got it</source>
        <translation>Bilder, die den Namen einer Zeile teilen, sodass keines sie bekam</translation>
    </message>
    <message>
        <source>Names in several rows, none of which was used</source>
        <translation>Namen in mehreren Zeilen, von denen keine verwendet wurde</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>{count} more are in results.csv.</source>
        <translation>{count} weitere stehen in results.csv.</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{share} malignant or pre-malignant</source>
        <translation>{share} maligne oder prämaligne</translation>
    </message>
    <message>
        <source>{count} images: confidence {sure}, right {right}</source>
        <translation>{count} Bilder: Sicherheit {sure}, richtig {right}</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>another diagnosis</source>
        <translation>eine andere Diagnose</translation>
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
        <source>Se&amp;cond read ...</source>
        <translation>Zweitbef&amp;undung ...</translation>
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
    <name>Role</name>
    <message>
        <source>reader</source>
        <translation>Befunder</translation>
    </message>
    <message>
        <source>senior</source>
        <translation>Oberarzt</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Administrator</translation>
    </message>
</context>
<context>
    <name>SavePlace</name>
    <message>
        <source>{file} exists already. Do you want to replace it?</source>
        <translation>{file} gibt es schon. Soll die Datei ersetzt werden?</translation>
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
</context>
<context>
    <name>SelfTestPage</name>
    <message>
        <source>Does everything work?</source>
        <translation>Funktioniert alles?</translation>
    </message>
    <message>
        <source>The self-test can be repeated at any time, in the menu Workstation. What fails here can be put right later.</source>
        <translation>Der Selbsttest kann jederzeit im Menü Arbeitsstation wiederholt werden. Was hier fehlschlägt, lässt sich später beheben.</translation>
    </message>
    <message>
        <source>&amp;Test again</source>
        <translation>&amp;Erneut testen</translation>
    </message>
    <message>
        <source>The self-test is running ...</source>
        <translation>Der Selbsttest läuft ...</translation>
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
</context>
<context>
    <name>SelfTestTable</name>
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
    <message>
        <source>Network closed</source>
        <translation>Netz geschlossen</translation>
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
        <translation>Freier Platz</translation>
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
        <translation>Er&amp;gebnisse ansehen</translation>
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
        <source>Folder of images</source>
        <translation>Bilderordner</translation>
    </message>
    <message>
        <source>Folder of ima&amp;ges</source>
        <translation>Bilder&amp;ordner</translation>
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
        <translation>falls vorhanden: CSV mit den Spalten Datei, Patientennummer, Läsion, Datum</translation>
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
    <name>Sex</name>
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
    <name>Side</name>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>Mitte</translation>
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
        <source>Another image of the same lesion</source>
        <translation>Ein weiteres Bild derselben Läsion</translation>
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
    <name>Site</name>
    <message>
        <source>head/neck</source>
        <translation>Kopf/Hals</translation>
    </message>
    <message>
        <source>scalp</source>
        <translation>Kopfhaut</translation>
    </message>
    <message>
        <source>face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>ear</source>
        <translation>Ohr</translation>
    </message>
    <message>
        <source>nose</source>
        <translation>Nase</translation>
    </message>
    <message>
        <source>lip</source>
        <translation>Lippe</translation>
    </message>
    <message>
        <source>eyelid</source>
        <translation>Augenlid</translation>
    </message>
    <message>
        <source>neck</source>
        <translation>Hals</translation>
    </message>
    <message>
        <source>anterior torso</source>
        <translation>Rumpf vorn</translation>
    </message>
    <message>
        <source>chest</source>
        <translation>Brust</translation>
    </message>
    <message>
        <source>abdomen</source>
        <translation>Bauch</translation>
    </message>
    <message>
        <source>groin</source>
        <translation>Leiste</translation>
    </message>
    <message>
        <source>posterior torso</source>
        <translation>Rumpf hinten</translation>
    </message>
    <message>
        <source>upper back</source>
        <translation>oberer Rücken</translation>
    </message>
    <message>
        <source>lower back</source>
        <translation>unterer Rücken</translation>
    </message>
    <message>
        <source>buttock</source>
        <translation>Gesäß</translation>
    </message>
    <message>
        <source>lateral torso</source>
        <translation>Rumpf seitlich</translation>
    </message>
    <message>
        <source>flank</source>
        <translation>Flanke</translation>
    </message>
    <message>
        <source>upper extremity</source>
        <translation>obere Extremität</translation>
    </message>
    <message>
        <source>shoulder</source>
        <translation>Schulter</translation>
    </message>
    <message>
        <source>upper arm</source>
        <translation>Oberarm</translation>
    </message>
    <message>
        <source>elbow</source>
        <translation>Ellenbogen</translation>
    </message>
    <message>
        <source>forearm</source>
        <translation>Unterarm</translation>
    </message>
    <message>
        <source>wrist</source>
        <translation>Handgelenk</translation>
    </message>
    <message>
        <source>hand</source>
        <translation>Hand</translation>
    </message>
    <message>
        <source>lower extremity</source>
        <translation>untere Extremität</translation>
    </message>
    <message>
        <source>hip</source>
        <translation>Hüfte</translation>
    </message>
    <message>
        <source>thigh</source>
        <translation>Oberschenkel</translation>
    </message>
    <message>
        <source>knee</source>
        <translation>Knie</translation>
    </message>
    <message>
        <source>lower leg</source>
        <translation>Unterschenkel</translation>
    </message>
    <message>
        <source>ankle</source>
        <translation>Sprunggelenk</translation>
    </message>
    <message>
        <source>foot</source>
        <translation>Fuß</translation>
    </message>
    <message>
        <source>palms/soles</source>
        <translation>Handflächen/Fußsohlen</translation>
    </message>
    <message>
        <source>palm</source>
        <translation>Handfläche</translation>
    </message>
    <message>
        <source>sole</source>
        <translation>Fußsohle</translation>
    </message>
    <message>
        <source>oral/genital</source>
        <translation>Mund/Genitalbereich</translation>
    </message>
    <message>
        <source>oral</source>
        <translation>Mundschleimhaut</translation>
    </message>
    <message>
        <source>genital</source>
        <translation>Genitalbereich</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Drop an image of the skin here</source>
        <translation>Legen Sie hier ein Bild der Haut ab</translation>
    </message>
    <message>
        <source>Dermoscopic or clinical: JPEG, PNG, TIFF, BMP, WebP, DICOM</source>
        <translation>Dermatoskopisch oder klinisch: JPEG, PNG, TIFF, BMP, WebP, DICOM</translation>
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
    <name>StartTrial</name>
    <message>
        <source>On this computer the model does not give the results that it was signed with: {reason}. Rely on no result before Workstation &gt; Self-test passes.</source>
        <translation>Auf diesem Computer liefert das Modell nicht die Ergebnisse, mit denen es signiert wurde: {reason}. Verlassen Sie sich auf kein Ergebnis, bevor Arbeitsstation &gt; Selbsttest bestanden ist.</translation>
    </message>
</context>
<context>
    <name>StorePhrases</name>
    <message>
        <source>store</source>
        <translation>Datenspeicher</translation>
    </message>
    <message>
        <source>login</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>audit log</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>user</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>photograph</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>photograph {number}</source>
        <translation>Aufnahme {number}</translation>
    </message>
    <message>
        <source>reading {number}</source>
        <translation>Befundung {number}</translation>
    </message>
    <message>
        <source>annotation {number}</source>
        <translation>Zeichnung {number}</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>Befundung</translation>
    </message>
    <message>
        <source>report</source>
        <translation>Befundbericht</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>opinion</source>
        <translation>Einschätzung</translation>
    </message>
    <message>
        <source>second read</source>
        <translation>Zweitbefund</translation>
    </message>
    <message>
        <source>record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>exporting the audit log</source>
        <translation>Prüfprotokoll exportieren</translation>
    </message>
    <message>
        <source>erasing a patient</source>
        <translation>Patient löschen</translation>
    </message>
    <message>
        <source>discarding a photograph</source>
        <translation>Aufnahme verwerfen</translation>
    </message>
    <message>
        <source>changing a setting of the clinic</source>
        <translation>Einstellung der Praxis ändern</translation>
    </message>
    <message>
        <source>settling a consensus</source>
        <translation>Konsens festlegen</translation>
    </message>
    <message>
        <source>creating a user</source>
        <translation>Benutzer anlegen</translation>
    </message>
    <message>
        <source>changing a role</source>
        <translation>Rolle ändern</translation>
    </message>
    <message>
        <source>renaming a user</source>
        <translation>Benutzer umbenennen</translation>
    </message>
    <message>
        <source>disabling a user</source>
        <translation>Benutzer sperren</translation>
    </message>
    <message>
        <source>renewing the recovery key</source>
        <translation>Wiederherstellungsschlüssel erneuern</translation>
    </message>
    <message>
        <source>resetting a password</source>
        <translation>Passwort zurücksetzen</translation>
    </message>
    <message>
        <source>a de-identified export</source>
        <translation>de-identifizierter Export</translation>
    </message>
    <message>
        <source>reader</source>
        <translation>Befunder</translation>
    </message>
    <message>
        <source>senior</source>
        <translation>Oberarzt</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>entry {number} is missing</source>
        <translation>Eintrag {number} fehlt</translation>
    </message>
    <message>
        <source>entry {number} was changed</source>
        <translation>Eintrag {number} wurde verändert</translation>
    </message>
    <message>
        <source>entries {first} to {last} were removed at the end</source>
        <translation>die Einträge {first} bis {last} wurden am Ende entfernt</translation>
    </message>
    <message>
        <source>entry {number} is not the one that was sealed</source>
        <translation>Eintrag {number} ist nicht der versiegelte</translation>
    </message>
    <message>
        <source>{reason}, found on {day}</source>
        <translation>{reason}, entdeckt am {day}</translation>
    </message>
    <message>
        <source>the seal (audit.seal) is missing or was changed</source>
        <translation>das Siegel (audit.seal) fehlt oder wurde verändert</translation>
    </message>
    <message>
        <source>is not there; plug it in or choose another folder</source>
        <translation>ist nicht da; schließen Sie das Laufwerk an oder wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>could not be written ({reason}); no backup was made</source>
        <translation>konnte nicht geschrieben werden ({reason}); es wurde keine Sicherung erstellt</translation>
    </message>
    <message>
        <source>is damaged ({fault}); no backup is made of it, restore the last one</source>
        <translation>ist beschädigt ({fault}); davon wird keine Sicherung erstellt, stellen Sie die letzte wieder her</translation>
    </message>
    <message>
        <source>cannot be opened ({error})</source>
        <translation>kann nicht geöffnet werden ({error})</translation>
    </message>
    <message>
        <source>could not be written ({text}); nothing was changed, make room</source>
        <translation>konnte nicht geschrieben werden ({text}); es wurde nichts geändert, schaffen Sie Platz</translation>
    </message>
    <message>
        <source>is damaged ({text}); restore the last backup</source>
        <translation>ist beschädigt ({text}); stellen Sie die letzte Sicherung wieder her</translation>
    </message>
    <message>
        <source>SQLite {version} can damage a database; install sqlcipher3 with SQLite {oldest} or newer</source>
        <translation>SQLite {version} kann eine Datenbank beschädigen; installieren Sie sqlcipher3 mit SQLite {oldest} oder neuer</translation>
    </message>
    <message>
        <source>the copy is damaged ({fault}); none was made</source>
        <translation>die Kopie ist beschädigt ({fault}); es wurde keine erstellt</translation>
    </message>
    <message>
        <source>is locked; log in again</source>
        <translation>ist gesperrt; melden Sie sich wieder an</translation>
    </message>
    <message>
        <source>was locked meanwhile; log in again</source>
        <translation>wurde inzwischen gesperrt; melden Sie sich wieder an</translation>
    </message>
    <message>
        <source>nobody is logged in</source>
        <translation>niemand ist angemeldet</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <source>no photograph was chosen</source>
        <translation>es wurde keine Aufnahme ausgewählt</translation>
    </message>
    <message>
        <source>exists already; choose another name</source>
        <translation>gibt es schon; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>could not be written ({reason})</source>
        <translation>konnte nicht geschrieben werden ({reason})</translation>
    </message>
    <message>
        <source>was not written without metadata</source>
        <translation>wurde nicht ohne Metadaten geschrieben</translation>
    </message>
    <message>
        <source>there is no such record</source>
        <translation>diesen Datensatz gibt es nicht</translation>
    </message>
    <message>
        <source>belongs to a patient; erase the patient</source>
        <translation>gehört zu einem Patienten; löschen Sie den Patienten</translation>
    </message>
    <message>
        <source>too many wrong tries; wait {seconds} s</source>
        <translation>zu viele Fehlversuche; warten Sie {seconds} s</translation>
    </message>
    <message>
        <source>has a signed report for another patient</source>
        <translation>hat einen signierten Befundbericht für einen anderen Patienten</translation>
    </message>
    <message>
        <source>does not fit; is it the newest one printed?</source>
        <translation>passt nicht; ist es der zuletzt gedruckte?</translation>
    </message>
    <message>
        <source>there is no store here ({file} is missing)</source>
        <translation>hier ist kein Datenspeicher ({file} fehlt)</translation>
    </message>
    <message>
        <source>cannot be read ({reason})</source>
        <translation>kann nicht gelesen werden ({reason})</translation>
    </message>
    <message>
        <source>schema version {version}</source>
        <translation>Schemaversion {version}</translation>
    </message>
    <message>
        <source>is damaged ({error}); use the recovery key, or restore a backup</source>
        <translation>ist beschädigt ({error}); verwenden Sie den Wiederherstellungsschlüssel oder stellen Sie eine Sicherung wieder her</translation>
    </message>
    <message>
        <source>was changed outside SkinVL; use the recovery key, or restore a backup</source>
        <translation>wurde außerhalb von SkinVL verändert; verwenden Sie den Wiederherstellungsschlüssel oder stellen Sie eine Sicherung wieder her</translation>
    </message>
    <message>
        <source>needs a label</source>
        <translation>braucht eine Bezeichnung</translation>
    </message>
    <message>
        <source>the site {named} is not in the list of anatomic sites</source>
        <translation>die Lokalisation {named} ist nicht in der Liste der Lokalisationen</translation>
    </message>
    <message>
        <source>user name or password is wrong</source>
        <translation>Benutzername oder Passwort ist falsch</translation>
    </message>
    <message>
        <source>there is no such user, or the user is disabled</source>
        <translation>diesen Benutzer gibt es nicht, oder er ist gesperrt</translation>
    </message>
    <message>
        <source>audit log: {broken}; ask who changed the data folder</source>
        <translation>Prüfprotokoll: {broken}; fragen Sie, wer den Datenordner verändert hat</translation>
    </message>
    <message>
        <source>belongs to another store; put back the one of this store</source>
        <translation>gehört zu einem anderen Datenspeicher; legen Sie die dieses Datenspeichers zurück</translation>
    </message>
    <message>
        <source>is older than the database; put back the newest one, or use the recovery key</source>
        <translation>ist älter als die Datenbank; legen Sie die neueste zurück oder verwenden Sie den Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>format {format}</source>
        <translation>Format {format}</translation>
    </message>
    <message>
        <source>is not a whole backup ({error})</source>
        <translation>ist keine vollständige Sicherung ({error})</translation>
    </message>
    <message>
        <source>names a file outside of it ({name})</source>
        <translation>nennt eine Datei außerhalb der Sicherung ({name})</translation>
    </message>
    <message>
        <source>{file} was changed; use another backup</source>
        <translation>{file} wurde verändert; verwenden Sie eine andere Sicherung</translation>
    </message>
    <message>
        <source>is not a database of SkinVL</source>
        <translation>ist keine Datenbank von SkinVL</translation>
    </message>
    <message>
        <source>was written by a newer SkinVL (schema {version}, this one knows {newest}); install the newer version, or restore a backup made before the upgrade</source>
        <translation>wurde von einem neueren SkinVL geschrieben (Schema {version}, dieses kennt {newest}); installieren Sie die neuere Version oder stellen Sie eine Sicherung von vor der Aktualisierung wieder her</translation>
    </message>
    <message>
        <source>a reference of table {table} leads nowhere</source>
        <translation>ein Verweis der Tabelle {table} führt ins Leere</translation>
    </message>
    <message>
        <source>could not be brought to schema {number} ({reason}); it is unchanged</source>
        <translation>konnte nicht auf Schema {number} gebracht werden ({reason}); sie ist unverändert</translation>
    </message>
    <message>
        <source>is too short; use at least {least} characters</source>
        <translation>ist zu kurz; verwenden Sie mindestens {least} Zeichen</translation>
    </message>
    <message>
        <source>is too long; use at most {most} characters</source>
        <translation>ist zu lang; verwenden Sie höchstens {most} Zeichen</translation>
    </message>
    <message>
        <source>is easily guessed; choose another, such as four words</source>
        <translation>ist leicht zu erraten; wählen Sie ein anderes, etwa vier Wörter</translation>
    </message>
    <message>
        <source>needs a patient number</source>
        <translation>braucht eine Patientennummer</translation>
    </message>
    <message>
        <source>needs a name</source>
        <translation>braucht einen Namen</translation>
    </message>
    <message>
        <source>lies on a network file system ({kind}), where a database can be damaged; choose a folder on a disk of this computer and back up to the network instead</source>
        <translation>liegt auf einem Netzlaufwerk ({kind}), auf dem eine Datenbank beschädigt werden kann; wählen Sie einen Ordner auf einer Festplatte dieses Rechners und sichern Sie stattdessen ins Netz</translation>
    </message>
    <message>
        <source>network drive</source>
        <translation>Netzlaufwerk</translation>
    </message>
    <message>
        <source>cannot be written ({reason})</source>
        <translation>kann nicht geschrieben werden ({reason})</translation>
    </message>
    <message>
        <source>SkinVL is already running with this folder (process {holder}); use that</source>
        <translation>SkinVL läuft schon mit diesem Ordner (Prozess {holder}); verwenden Sie jenes Fenster</translation>
    </message>
    <message>
        <source>a result without its stamp cannot be kept</source>
        <translation>ein Ergebnis ohne Herkunftsangabe kann nicht gespeichert werden</translation>
    </message>
    <message>
        <source>the result is about another image</source>
        <translation>das Ergebnis betrifft ein anderes Bild</translation>
    </message>
    <message>
        <source>there is no such photograph</source>
        <translation>diese Aufnahme gibt es nicht</translation>
    </message>
    <message>
        <source>is not the newest one of this photograph; look at that first</source>
        <translation>ist nicht die neueste dieser Aufnahme; sehen Sie jene zuerst an</translation>
    </message>
    <message>
        <source>has {typed} characters instead of {expected}; type it again</source>
        <translation>hat {typed} Zeichen statt {expected}; geben Sie ihn noch einmal ein</translation>
    </message>
    <message>
        <source>group {number} is mistyped</source>
        <translation>Gruppe {number} ist falsch eingegeben</translation>
    </message>
    <message>
        <source>an amendment needs a reason</source>
        <translation>eine Berichtigung braucht einen Grund</translation>
    </message>
    <message>
        <source>there is no signed report to amend</source>
        <translation>es gibt keinen signierten Befundbericht, der berichtigt werden könnte</translation>
    </message>
    <message>
        <source>is signed already; amend it instead</source>
        <translation>ist schon signiert; berichtigen Sie ihn stattdessen</translation>
    </message>
    <message>
        <source>cannot be signed: the photograph belongs to no patient</source>
        <translation>kann nicht signiert werden: die Aufnahme gehört zu keinem Patienten</translation>
    </message>
    <message>
        <source>could not be copied ({reason}); nothing was changed</source>
        <translation>konnte nicht kopiert werden ({reason}); es wurde nichts geändert</translation>
    </message>
    <message>
        <source>its keys belong to another store</source>
        <translation>ihre Schlüssel gehören zu einem anderen Datenspeicher</translation>
    </message>
    <message>
        <source>{file} is damaged ({fault})</source>
        <translation>{file} ist beschädigt ({fault})</translation>
    </message>
    <message>
        <source>{file} does not hold what the manifest says</source>
        <translation>{file} enthält nicht, was das Verzeichnis nennt</translation>
    </message>
    <message>
        <source>audit log: {reason}</source>
        <translation>Prüfprotokoll: {reason}</translation>
    </message>
    <message>
        <source>no seal</source>
        <translation>kein Siegel</translation>
    </message>
    <message>
        <source>the manifest does not name {name}</source>
        <translation>das Verzeichnis nennt {name} nicht</translation>
    </message>
    <message>
        <source>{name} cannot be read ({reason})</source>
        <translation>{name} kann nicht gelesen werden ({reason})</translation>
    </message>
    <message>
        <source>{name} is damaged; use another backup</source>
        <translation>{name} ist beschädigt; verwenden Sie eine andere Sicherung</translation>
    </message>
    <message>
        <source>user name or password is not the one of when the backup was made</source>
        <translation>Benutzername oder Passwort ist nicht das aus der Zeit der Sicherung</translation>
    </message>
    <message>
        <source>there is no first read of this photograph</source>
        <translation>zu dieser Aufnahme gibt es keinen Erstbefund</translation>
    </message>
    <message>
        <source>is for the role {role}; log in as one who has it</source>
        <translation>ist der Rolle {role} vorbehalten; melden Sie sich mit dieser Rolle an</translation>
    </message>
    <message>
        <source>{what} is taken already</source>
        <translation>{what} ist schon vergeben</translation>
    </message>
    <message>
        <source>it refers to a record that does not exist or belongs to another patient</source>
        <translation>es verweist auf einen Datensatz, den es nicht gibt oder der zu einem anderen Patienten gehört</translation>
    </message>
    <message>
        <source>a value is not allowed ({what})</source>
        <translation>ein Wert ist nicht zulässig ({what})</translation>
    </message>
    <message>
        <source>{what} is missing</source>
        <translation>{what} fehlt</translation>
    </message>
    <message>
        <source>patient number</source>
        <translation>Patientennummer</translation>
    </message>
    <message>
        <source>user login</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>there is a store in this folder already; log in to it</source>
        <translation>in diesem Ordner ist schon ein Datenspeicher; melden Sie sich dort an</translation>
    </message>
    <message>
        <source>there is no store in this folder; set one up or choose another</source>
        <translation>in diesem Ordner ist kein Datenspeicher; richten Sie einen ein oder wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>needs a user name and the name of the person</source>
        <translation>braucht einen Benutzernamen und den Namen der Person</translation>
    </message>
    <message>
        <source>needs the name of the person</source>
        <translation>braucht den Namen der Person</translation>
    </message>
    <message>
        <source>you cannot disable yourself; another administrator can</source>
        <translation>Sie können sich nicht selbst sperren; ein anderer Administrator kann es</translation>
    </message>
    <message>
        <source>the old password is wrong</source>
        <translation>das alte Passwort ist falsch</translation>
    </message>
    <message>
        <source>is disabled; enable the user first</source>
        <translation>ist gesperrt; entsperren Sie den Benutzer zuerst</translation>
    </message>
    <message>
        <source>could not be written ({reason}); nothing was changed</source>
        <translation>konnte nicht geschrieben werden ({reason}); es wurde nichts geändert</translation>
    </message>
    <message>
        <source>is missing; restore it from a backup</source>
        <translation>fehlt; stellen Sie es aus einer Sicherung wieder her</translation>
    </message>
    <message>
        <source>is damaged; restore it from a backup</source>
        <translation>ist beschädigt; stellen Sie es aus einer Sicherung wieder her</translation>
    </message>
    <message>
        <source>was not checked: the database is damaged</source>
        <translation>wurde nicht geprüft: die Datenbank ist beschädigt</translation>
    </message>
    <message>
        <source>cannot be read ({error})</source>
        <translation>kann nicht gelesen werden ({error})</translation>
    </message>
    <message>
        <source>its state does not follow from its history</source>
        <translation>ihr Stand folgt nicht aus ihrem Verlauf</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>was changed</source>
        <translation>wurde verändert</translation>
    </message>
    <message>
        <source>{kind} {name} is missing</source>
        <translation>{kind} {name} fehlt</translation>
    </message>
    <message>
        <source>{kind} {name} was changed</source>
        <translation>{kind} {name} wurde verändert</translation>
    </message>
    <message>
        <source>{kind} {name} does not belong</source>
        <translation>{kind} {name} gehört nicht dazu</translation>
    </message>
    <message>
        <source>is not the newest one</source>
        <translation>ist nicht die neueste</translation>
    </message>
    <message>
        <source>is not open</source>
        <translation>ist nicht geöffnet</translation>
    </message>
    <message>
        <source>cannot be filed: the file is gone ({reason}); open it again</source>
        <translation>kann nicht abgelegt werden: die Datei ist weg ({reason}); öffnen Sie sie erneut</translation>
    </message>
    <message>
        <source>cannot be filed: the file was changed after it was read; open it again</source>
        <translation>kann nicht abgelegt werden: die Datei wurde nach dem Lesen verändert; öffnen Sie sie erneut</translation>
    </message>
    <message>
        <source>is filed already with {elsewhere}; look at that first</source>
        <translation>ist schon abgelegt bei {elsewhere}; sehen Sie dort zuerst nach</translation>
    </message>
    <message>
        <source>there is no result that could be accepted</source>
        <translation>es gibt kein Ergebnis, das angenommen werden könnte</translation>
    </message>
    <message>
        <source>needs a diagnosis</source>
        <translation>braucht eine Diagnose</translation>
    </message>
    <message>
        <source>is undone by its number</source>
        <translation>wird über ihre Nummer zurückgenommen</translation>
    </message>
    <message>
        <source>cannot be signed: {reasons}</source>
        <translation>kann nicht signiert werden: {reasons}</translation>
    </message>
    <message>
        <source>is signed already; an amendment needs a reason</source>
        <translation>ist schon signiert; eine Berichtigung braucht einen Grund</translation>
    </message>
    <message>
        <source>is wrong; nothing was signed</source>
        <translation>ist falsch; es wurde nichts signiert</translation>
    </message>
    <message>
        <source>a record of this case changed meanwhile; look at the report again</source>
        <translation>ein Datensatz dieses Falls hat sich inzwischen geändert; sehen Sie den Befundbericht noch einmal an</translation>
    </message>
    <message>
        <source>there is no result; read the image first</source>
        <translation>es gibt kein Ergebnis; befunden Sie zuerst das Bild</translation>
    </message>
    <message>
        <source>nothing is left to export: {reason}</source>
        <translation>nichts bleibt zu exportieren: {reason}</translation>
    </message>
    <message>
        <source>belongs to no patient</source>
        <translation>gehört zu keinem Patienten</translation>
    </message>
    <message>
        <source>has no result</source>
        <translation>hat kein Ergebnis</translation>
    </message>
    <message>
        <source>is out of date: {stale}</source>
        <translation>ist veraltet: {stale}</translation>
    </message>
    <message>
        <source>every result is out of date; read the images again</source>
        <translation>alle Ergebnisse sind veraltet; befunden Sie die Bilder erneut</translation>
    </message>
    <message>
        <source>result or decision are newer than the signed report; amend that first</source>
        <translation>Ergebnis oder Entscheidung sind neuer als der signierte Befundbericht; berichtigen Sie ihn zuerst</translation>
    </message>
    <message>
        <source>the store is locked</source>
        <translation>der Datenspeicher ist gesperrt</translation>
    </message>
    <message>
        <source>patient {number}</source>
        <translation>Patient {number}</translation>
    </message>
    <message>
        <source>was written by SkinVL {writer} (schema {version}, this one is SkinVL {own} and knows {newest}); install that version again, or restore a backup made before the upgrade; nothing was changed</source>
        <translation>wurde von SkinVL {writer} geschrieben (Schema {version}, dies ist SkinVL {own} und kennt {newest}); installieren Sie jene Version wieder oder stellen Sie eine Sicherung von vor der Aktualisierung wieder her; es wurde nichts geändert</translation>
    </message>
    <message>
        <source>was written by {writer} (schema {version}, this one is SkinVL {own} and knows {newest}); install that version again, or restore a backup made before the upgrade; nothing was changed</source>
        <translation>wurde von {writer} geschrieben (Schema {version}, dies ist SkinVL {own} und kennt {newest}); installieren Sie jene Version wieder oder stellen Sie eine Sicherung von vor der Aktualisierung wieder her; es wurde nichts geändert</translation>
    </message>
    <message>
        <source>is not in the store any more</source>
        <translation>ist nicht mehr im Datenspeicher</translation>
    </message>
    <message>
        <source>belongs to another store</source>
        <translation>gehört zu einem anderen Datenspeicher</translation>
    </message>
    <message>
        <source>user name or password is not the one of when it was made</source>
        <translation>Benutzername oder Passwort ist nicht das aus der Zeit, als sie entstand</translation>
    </message>
    <message>
        <source>could not be put back ({reason})</source>
        <translation>konnte nicht zurückgelegt werden ({reason})</translation>
    </message>
    <message>
        <source>could not be exchanged for the backup ({reason}); {state}</source>
        <translation>konnte nicht gegen die Sicherung getauscht werden ({reason}); {state}</translation>
    </message>
    <message>
        <source>nothing was changed</source>
        <translation>es wurde nichts geändert</translation>
    </message>
    <message>
        <source>the data lie beside it, in {name}</source>
        <translation>die Daten liegen daneben, in {name}</translation>
    </message>
    <message>
        <source>a newer SkinVL</source>
        <translation>einem neueren SkinVL</translation>
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
    <name>UpdateDialog</name>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Signature and content are being checked ...</source>
        <translation>Unterschrift und Inhalt werden geprüft ...</translation>
    </message>
    <message>
        <source>The new version is being unpacked ...</source>
        <translation>Die neue Version wird entpackt ...</translation>
    </message>
    <message>
        <source>The new version tests itself on this computer ...</source>
        <translation>Die neue Version prüft sich auf diesem Rechner selbst ...</translation>
    </message>
    <message>
        <source>The store is being copied ...</source>
        <translation>Der Datenspeicher wird kopiert ...</translation>
    </message>
    <message>
        <source>The version in use is being changed ...</source>
        <translation>Die benutzte Version wird gewechselt ...</translation>
    </message>
    <message>
        <source>What the file holds</source>
        <translation>Was die Datei enthält</translation>
    </message>
    <message>
        <source>SkinVL {0} is installed. Restart to use it.</source>
        <translation>SkinVL {0} ist eingerichtet. Starten Sie neu, um es zu benutzen.</translation>
    </message>
    <message>
        <source>The set-up is ready. Restart to run it.</source>
        <translation>Das Einrichtungsprogramm ist bereit. Starten Sie neu, um es auszuführen.</translation>
    </message>
    <message>
        <source>Update files (*.update)</source>
        <translation>Aktualisierungsdateien (*.update)</translation>
    </message>
    <message>
        <source>Choose an update file</source>
        <translation>Aktualisierungsdatei wählen</translation>
    </message>
    <message>
        <source>Choose a &amp;file ...</source>
        <translation>&amp;Datei wählen ...</translation>
    </message>
    <message>
        <source>&amp;Install</source>
        <translation>&amp;Einrichten</translation>
    </message>
    <message>
        <source>&amp;Go back to the version before</source>
        <translation>&amp;Zurück zur vorigen Version</translation>
    </message>
    <message>
        <source>&amp;Restart SkinVL</source>
        <translation>SkinVL &amp;neu starten</translation>
    </message>
    <message>
        <source>Only an administrator can update the program.</source>
        <translation>Nur ein Administrator kann das Programm aktualisieren.</translation>
    </message>
</context>
<context>
    <name>UpdateFacts</name>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Version in use</source>
        <translation>Benutzte Version</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signiert von</translation>
    </message>
    <message>
        <source>Size of the file</source>
        <translation>Größe der Datei</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Nothing is said about it.</source>
        <translation>Dazu ist nichts angegeben.</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Was geschehen wird</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Was neu ist</translation>
    </message>
    <message>
        <source>SkinVL {0} is installed in {1}.</source>
        <translation>SkinVL {0} ist in {1} eingerichtet.</translation>
    </message>
    <message>
        <source>An update file cannot change it: {0}.</source>
        <translation>Eine Aktualisierungsdatei kann es nicht ändern: {0}.</translation>
    </message>
    <message>
        <source>The new version is unpacked beside the present one, which stays.</source>
        <translation>Die neue Version wird neben der jetzigen entpackt, die bleibt.</translation>
    </message>
    <message>
        <source>The set-up is copied to this computer and checked once more.</source>
        <translation>Das Einrichtungsprogramm wird auf diesen Rechner kopiert und noch einmal geprüft.</translation>
    </message>
    <message>
        <source>It tests itself on this computer. If that fails, nothing is changed.</source>
        <translation>Sie prüft sich auf diesem Rechner selbst. Misslingt das, wird nichts geändert.</translation>
    </message>
    <message>
        <source>The store is copied. The copy can be put back.</source>
        <translation>Der Datenspeicher wird kopiert. Die Kopie kann zurückgeholt werden.</translation>
    </message>
    <message>
        <source>The set-up runs when you close SkinVL, and starts it again.</source>
        <translation>Das Einrichtungsprogramm läuft, wenn Sie SkinVL schließen, und startet es wieder.</translation>
    </message>
    <message>
        <source>It is used from the next start on. You can go back to the present version.</source>
        <translation>Sie wird ab dem nächsten Start benutzt. Sie können zur jetzigen Version zurückkehren.</translation>
    </message>
</context>
<context>
    <name>UpdatePhrases</name>
    <message>
        <source>not an update file (it holds no release.json)</source>
        <translation>keine Aktualisierungsdatei (sie enthält kein release.json)</translation>
    </message>
    <message>
        <source>not an update file, or cut off; get it again</source>
        <translation>keine Aktualisierungsdatei, oder abgeschnitten; besorgen Sie sie noch einmal</translation>
    </message>
    <message>
        <source>not signed; get the file from its makers again</source>
        <translation>nicht signiert; besorgen Sie die Datei erneut von den Herstellern</translation>
    </message>
    <message>
        <source>holds {name}, which was not signed</source>
        <translation>enthält {name}, das nicht signiert wurde</translation>
    </message>
    <message>
        <source>the program in it is not the one that was signed; get the file again</source>
        <translation>das Programm darin ist nicht das signierte; besorgen Sie die Datei noch einmal</translation>
    </message>
    <message>
        <source>holds one version only</source>
        <translation>enthält nur eine Version</translation>
    </message>
    <message>
        <source>holds no installation (no link `current` to one of `versions`)</source>
        <translation>enthält keine Installation (keine Verknüpfung `current` auf eine der `versions`)</translation>
    </message>
    <message>
        <source>was changed meanwhile; choose the file again</source>
        <translation>wurde inzwischen verändert; wählen Sie die Datei noch einmal</translation>
    </message>
    <message>
        <source>there is no former version to go back to</source>
        <translation>es gibt keine frühere Version, zu der zurückgegangen werden könnte</translation>
    </message>
    <message>
        <source>holds no packed program</source>
        <translation>enthält kein gepacktes Programm</translation>
    </message>
    <message>
        <source>the program in it has no {name}</source>
        <translation>dem Programm darin fehlt {name}</translation>
    </message>
    <message>
        <source>the update could not be written ({reason}); the former version stays in use</source>
        <translation>die Aktualisierung konnte nicht geschrieben werden ({reason}); die bisherige Version bleibt in Gebrauch</translation>
    </message>
    <message>
        <source>{name} in it is {reason}</source>
        <translation>{name} darin ist {reason}</translation>
    </message>
    <message>
        <source>signed by the key {key}, which may not sign releases here; get the file from the makers of SkinVL again, or ask your IT department</source>
        <translation>signiert mit dem Schlüssel {key}, der hier keine Versionen signieren darf; besorgen Sie die Datei erneut von den Herstellern von SkinVL oder fragen Sie Ihre IT-Abteilung</translation>
    </message>
    <message>
        <source>{name} was changed after {key} signed it; get the file again</source>
        <translation>{name} wurde verändert, nachdem {key} es signiert hatte; besorgen Sie die Datei noch einmal</translation>
    </message>
    <message>
        <source>is for {wanted}, this is {own}; get that file</source>
        <translation>ist für {wanted}, dies ist {own}; besorgen Sie die Datei dafür</translation>
    </message>
    <message>
        <source>{reason}; nothing was changed</source>
        <translation>{reason}; es wurde nichts geändert</translation>
    </message>
    <message>
        <source>is the {found} flavour, this is the {own} flavour; get the file for that</source>
        <translation>ist die Ausführung {found}, dies ist die Ausführung {own}; besorgen Sie die Datei dafür</translation>
    </message>
    <message>
        <source>SkinVL {version} is installed already</source>
        <translation>SkinVL {version} ist schon installiert</translation>
    </message>
    <message>
        <source>SkinVL {version} is running; close it, then choose the file again</source>
        <translation>SkinVL {version} läuft gerade; schließen Sie es und wählen Sie die Datei dann noch einmal</translation>
    </message>
    <message>
        <source>version {version} is older than the installed {present}; add --allow-downgrade to install it anyway</source>
        <translation>Version {version} ist älter als die installierte {present}; mit --allow-downgrade wird sie trotzdem installiert</translation>
    </message>
    <message>
        <source>version {version} is older than the installed {present}, which the set-up refuses; remove the program (the data stay), then install the older one</source>
        <translation>Version {version} ist älter als die eingerichtete {present}, was das Einrichtungsprogramm ablehnt; entfernen Sie das Programm (die Daten bleiben), und richten Sie dann die ältere ein</translation>
    </message>
    <message>
        <source>SkinVL {version} cannot open the store in {folder}: it has schema {schema} (SkinVL {writer}) and that version knows {known}; put back a copy from before the update first</source>
        <translation>SkinVL {version} kann den Datenspeicher in {folder} nicht öffnen: er hat Schema {schema} (SkinVL {writer}), und jene Version kennt {known}; legen Sie zuerst eine Kopie von vor der Aktualisierung zurück</translation>
    </message>
    <message>
        <source>of a newer version</source>
        <translation>einer neueren Version</translation>
    </message>
    <message>
        <source>needs {size} MB in {folder}, where {free} MB are free; make room</source>
        <translation>braucht {size} MB in {folder}, wo {free} MB frei sind; schaffen Sie Platz</translation>
    </message>
    <message>
        <source>holds no set-up program</source>
        <translation>enthält kein Installationsprogramm</translation>
    </message>
    <message>
        <source>was changed after it was verified; choose the update again</source>
        <translation>wurde nach der Prüfung verändert; wählen Sie die Aktualisierung noch einmal</translation>
    </message>
    <message>
        <source>cannot be started ({reason}); start SkinVL from the menu</source>
        <translation>kann nicht gestartet werden ({reason}); starten Sie SkinVL aus dem Menü</translation>
    </message>
    <message>
        <source>a copy of the store needs {size} MB here, and {free} MB are free; make room</source>
        <translation>eine Kopie des Datenspeichers braucht hier {size} MB, und {free} MB sind frei; schaffen Sie Platz</translation>
    </message>
    <message>
        <source>the store could not be copied ({reason})</source>
        <translation>der Datenspeicher konnte nicht kopiert werden ({reason})</translation>
    </message>
    <message>
        <source>says that it is {found}, not {expected}</source>
        <translation>gibt sich als {found} aus, nicht als {expected}</translation>
    </message>
    <message>
        <source>cannot be started ({reason}); the former version stays</source>
        <translation>kann nicht gestartet werden ({reason}); die bisherige Version bleibt</translation>
    </message>
    <message>
        <source>`{command}` did not end in {seconds} s; the former stays</source>
        <translation>`{command}` endete nicht innerhalb von {seconds} s; die bisherige Version bleibt</translation>
    </message>
    <message>
        <source>does not work on this computer (`{command}` ended with {code}: {reason}); the former version stays</source>
        <translation>arbeitet nicht auf diesem Rechner (`{command}` endete mit {code}: {reason}); die bisherige Version bleibt</translation>
    </message>
    <message>
        <source>the program in it cannot be unpacked ({reason})</source>
        <translation>das Programm darin kann nicht entpackt werden ({reason})</translation>
    </message>
    <message>
        <source>is in it twice</source>
        <translation>ist zweimal darin</translation>
    </message>
    <message>
        <source>is one more than the {count} signed ones</source>
        <translation>ist eines mehr als die {count} signierten</translation>
    </message>
    <message>
        <source>goes beyond the {size} bytes signed</source>
        <translation>geht über die {size} signierten Bytes hinaus</translation>
    </message>
    <message>
        <source>the program in it has {files} files of {bytes} bytes where {signed} of {size} were signed</source>
        <translation>das Programm darin hat {files} Dateien mit {bytes} Bytes, wo {signed} mit {size} signiert wurden</translation>
    </message>
    <message>
        <source>is a link that leads outside</source>
        <translation>ist eine Verknüpfung, die hinausführt</translation>
    </message>
    <message>
        <source>is a link that leads nowhere</source>
        <translation>ist eine Verknüpfung, die ins Leere führt</translation>
    </message>
    <message>
        <source>is not a path inside the program</source>
        <translation>ist kein Pfad innerhalb des Programms</translation>
    </message>
    <message>
        <source>is no file, folder or link</source>
        <translation>ist weder Datei noch Ordner noch Verknüpfung</translation>
    </message>
    <message>
        <source>is a link that leads outside ({target})</source>
        <translation>ist eine Verknüpfung, die hinausführt ({target})</translation>
    </message>
    <message>
        <source>lies in {place}, which is no folder</source>
        <translation>liegt in {place}, das kein Ordner ist</translation>
    </message>
    <message>
        <source>another update or installation is running; wait for it (if none is, remove the folder {name} in it)</source>
        <translation>eine andere Aktualisierung oder Installation läuft; warten Sie auf sie (läuft keine, entfernen Sie den Ordner {name} darin)</translation>
    </message>
    <message>
        <source>SkinVL is a package of this system, which an update file does not change; let your IT department install the new package: sudo apt install ./skinvl_VERSION_amd64.deb</source>
        <translation>SkinVL ist ein Paket dieses Systems, das eine Aktualisierungsdatei nicht ändert; lassen Sie Ihre IT-Abteilung das neue Paket installieren: sudo apt install ./skinvl_VERSION_amd64.deb</translation>
    </message>
    <message>
        <source>SkinVL runs from a folder that was copied here; put the new folder in its place, or install it with the .run file</source>
        <translation>SkinVL läuft aus einem hierher kopierten Ordner; legen Sie den neuen Ordner an seine Stelle oder installieren Sie es mit der .run-Datei</translation>
    </message>
    <message>
        <source>SkinVL runs from Python packages; install the new wheel with pip</source>
        <translation>SkinVL läuft aus Python-Paketen; installieren Sie das neue Wheel mit pip</translation>
    </message>
    <message>
        <source>there are no update files for macOS; replace the program by the new one</source>
        <translation>für macOS gibt es keine Aktualisierungsdateien; ersetzen Sie das Programm durch das neue</translation>
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
    <name>Verdicts</name>
    <message>
        <source>Blurred: hold the camera still, focus on the lesion, take it again.</source>
        <translation>Unscharf: Kamera ruhig halten, auf die Läsion fokussieren, erneut aufnehmen.</translation>
    </message>
    <message>
        <source>Too dark: more even light, no shadow of the camera.</source>
        <translation>Zu dunkel: gleichmäßiger beleuchten, kein Schatten der Kamera.</translation>
    </message>
    <message>
        <source>Too bright: less flash or glare; polarised light where there is.</source>
        <translation>Zu hell: weniger Blitz oder Glanz; polarisiertes Licht, wo vorhanden.</translation>
    </message>
    <message>
        <source>Low contrast: clean the lens and avoid haze and glare.</source>
        <translation>Kontrastarm: Linse reinigen, Schleier und Glanz vermeiden.</translation>
    </message>
    <message>
        <source>No colour: take a colour photograph; the model was made for colour images.</source>
        <translation>Keine Farbe: ein Farbfoto aufnehmen; das Modell ist für Farbbilder gemacht.</translation>
    </message>
    <message>
        <source>Too few pixels: come closer or use the full resolution of the camera.</source>
        <translation>Zu wenige Pixel: näher herangehen oder die volle Auflösung der Kamera nutzen.</translation>
    </message>
    <message>
        <source>This does not look like skin: the model was made for images of skin.</source>
        <translation>Das sieht nicht wie Haut aus: das Modell ist für Bilder der Haut gemacht.</translation>
    </message>
    <message>
        <source>This looks like a microscope slide: the model was made for skin surfaces.</source>
        <translation>Das sieht wie ein Mikroskopiepräparat aus: das Modell ist für Hautoberflächen gemacht.</translation>
    </message>
    <message>
        <source>Stated: {stated}. It looks like: {seen}. Check which image this is.</source>
        <translation>Angegeben: {stated}. Es sieht aus wie: {seen}. Prüfen Sie, welches Bild das ist.</translation>
    </message>
    <message>
        <source>Framing: the lesion reaches the edge of the image; part of it is not seen.</source>
        <translation>Ausschnitt: die Läsion reicht bis zum Bildrand; ein Teil ist nicht zu sehen.</translation>
    </message>
    <message>
        <source>Framing: the lesion is small in the image; a closer picture shows more.</source>
        <translation>Ausschnitt: die Läsion ist klein im Bild; eine nähere Aufnahme zeigt mehr.</translation>
    </message>
    <message>
        <source>Hair seems to lie over the skin (as the draft says): it can hide structures.</source>
        <translation>Haare scheinen über der Haut zu liegen (laut Entwurf): sie können Strukturen verdecken.</translation>
    </message>
    <message>
        <source>Ink marks seem to be in the image (as the draft says): they can mislead.</source>
        <translation>Farbmarkierungen scheinen im Bild zu sein (laut Entwurf): sie können irreführen.</translation>
    </message>
    <message>
        <source>A ruler seems to be in the image (as the draft says): it can mislead.</source>
        <translation>Ein Lineal scheint im Bild zu sein (laut Entwurf): es kann irreführen.</translation>
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
    <name>Wording</name>
    <message>
        <source>no diagnosis</source>
        <translation>keine Diagnose</translation>
    </message>
    <message>
        <source>{rest} and {last}</source>
        <translation>{rest} und {last}</translation>
    </message>
    <message>
        <source>Final - signed</source>
        <translation>Endgültig - signiert</translation>
    </message>
    <message>
        <source>Amended - signed</source>
        <translation>Berichtigt - signiert</translation>
    </message>
    <message>
        <source>Research software. Not a medical device. Not for diagnosis or treatment decisions; it cannot rule out skin cancer.</source>
        <translation>Forschungssoftware. Kein Medizinprodukt. Nicht für Diagnose- oder Behandlungsentscheidungen; sie kann Hautkrebs nicht ausschließen.</translation>
    </message>
    <message>
        <source>Research software. Not a medical device. It cannot rule out skin cancer.</source>
        <translation>Forschungssoftware. Kein Medizinprodukt. Sie kann Hautkrebs nicht ausschließen.</translation>
    </message>
    <message>
        <source>Draft, written by the language model</source>
        <translation>Entwurf des Sprachmodells, auf Englisch</translation>
    </message>
    <message>
        <source>Skin image reading</source>
        <translation>Befund eines Hautbildes</translation>
    </message>
    <message>
        <source>Preliminary - not signed</source>
        <translation>Vorläufig - nicht signiert</translation>
    </message>
    <message>
        <source>Cannot say</source>
        <translation>Keine Aussage</translation>
    </message>
    <message>
        <source>For information only: the model makes no statement on this image.</source>
        <translation>Nur zur Information: das Modell macht zu diesem Bild keine Aussage.</translation>
    </message>
    <message>
        <source>Drafts, written by the language model. The differential under Result decides.</source>
        <translation>Entwürfe des Sprachmodells, auf Englisch. Maßgeblich ist die Differenzialdiagnose unter „Ergebnis“.</translation>
    </message>
    <message>
        <source>Good image quality</source>
        <translation>Gute Bildqualität</translation>
    </message>
    <message>
        <source>Limited image quality</source>
        <translation>Eingeschränkte Bildqualität</translation>
    </message>
    <message>
        <source>Unusable image quality</source>
        <translation>Unbrauchbare Bildqualität</translation>
    </message>
    <message>
        <source>Is the lesion asymmetric?</source>
        <translation>Ist die Läsion asymmetrisch?</translation>
    </message>
    <message>
        <source>Is the border irregular?</source>
        <translation>Ist der Rand unregelmäßig?</translation>
    </message>
    <message>
        <source>Which colours does the lesion show?</source>
        <translation>Welche Farben zeigt die Läsion?</translation>
    </message>
    <message>
        <source>Is there hair over the skin?</source>
        <translation>Liegen Haare über der Haut?</translation>
    </message>
    <message>
        <source>Are there ink marks on the skin?</source>
        <translation>Sind Farbmarkierungen auf der Haut?</translation>
    </message>
    <message>
        <source>Unknown kind of image</source>
        <translation>Unbekannte Art von Bild</translation>
    </message>
    <message>
        <source>Image quality not judged</source>
        <translation>Bildqualität nicht beurteilt</translation>
    </message>
    <message>
        <source>Take the picture again: in focus, evenly lit, the whole lesion in the frame, without filters. If that is not possible, judge the lesion without the model.</source>
        <translation>Nehmen Sie das Bild noch einmal auf: scharf, gleichmäßig beleuchtet, die ganze Läsion im Bild, ohne Filter. Ist das nicht möglich, beurteilen Sie die Läsion ohne das Modell.</translation>
    </message>
    <message>
        <source>Open a clinical photograph or a dermoscopic image of the skin.</source>
        <translation>Öffnen Sie eine klinische oder eine dermatoskopische Aufnahme der Haut.</translation>
    </message>
    <message>
        <source>Judge the lesion without the model. A second picture of the same lesion, taken with a dermatoscope or closer, may be readable.</source>
        <translation>Beurteilen Sie die Läsion ohne das Modell. Eine zweite Aufnahme derselben Läsion, mit dem Dermatoskop oder aus der Nähe, ist vielleicht lesbar.</translation>
    </message>
    <message>
        <source>Malignant or pre-malignant: {share}</source>
        <translation>Maligne oder prämaligne: {share}</translation>
    </message>
    <message>
        <source>The sum over all such diagnoses: {parts}.</source>
        <translation>Die Summe über alle solchen Diagnosen: {parts}.</translation>
    </message>
    <message>
        <source>one diagnosis</source>
        <translation>eine Diagnose</translation>
    </message>
    <message>
        <source>{count} diagnoses</source>
        <translation>{count} Diagnosen</translation>
    </message>
    <message>
        <source>{level} prediction set, {count}: {names}. On images like those it was calibrated on, such a set holds the correct diagnosis in about {level} of cases.</source>
        <translation>{level}-Vorhersagemenge, {count}: {names}. Bei Bildern wie denen der Kalibrierung enthält eine solche Menge in etwa {level} der Fälle die richtige Diagnose.</translation>
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
        <source>{points} percentage points</source>
        <translation>{points} Prozentpunkte</translation>
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
    <message>
        <source>low quality</source>
        <translation>geringe Qualität</translation>
    </message>
</context>
</TS>
