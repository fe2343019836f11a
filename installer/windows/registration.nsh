; What Windows knows of the program: where it lies, how it is removed, start menu, file types.

!define KEY "Software\SkinVL"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\SkinVL"
!define PATHS_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths\skinvl.exe"
!define PROGRAM_KEY "Software\Classes\Applications\skinvl-desktop.exe"
!define BUNDLE_KEY "Software\Classes\SkinVL.Bundle"

!macro OfferFor SUFFIX
  WriteRegStr SHCTX "${PROGRAM_KEY}\SupportedTypes" "${SUFFIX}" ""
!macroend

Function Register
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "Version" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "By" "setup"
  WriteRegStr SHCTX "${KEY}" "MadeFolder" "$MadeFolder"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "SkinVL"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\skinvl-desktop.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${PAYLOAD_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1

  ; Start > Run, and nothing of PATH: a set-up that edits PATH can cut it off.
  WriteRegStr SHCTX "${PATHS_KEY}" "" "$INSTDIR\skinvl.exe"
  CreateShortcut "$SMPROGRAMS\SkinVL.lnk" "$INSTDIR\skinvl-desktop.exe"

  WriteRegStr SHCTX "Software\Classes\.skinvl" "" "SkinVL.Bundle"
  WriteRegStr SHCTX "${BUNDLE_KEY}" "" "$(BundleType)"
  WriteRegStr SHCTX "${BUNDLE_KEY}\DefaultIcon" "" "$INSTDIR\skinvl-desktop.exe,0"
  WriteRegStr SHCTX "${BUNDLE_KEY}\shell\open\command" "" '"$INSTDIR\skinvl-desktop.exe" "%1"'

  ; "Open with" only: pictures keep the program that opens them.
  WriteRegStr SHCTX "${PROGRAM_KEY}" "FriendlyAppName" "SkinVL"
  WriteRegStr SHCTX "${PROGRAM_KEY}\shell\open\command" "" '"$INSTDIR\skinvl-desktop.exe" "%1"'
  !insertmacro OfferFor ".jpg"
  !insertmacro OfferFor ".jpeg"
  !insertmacro OfferFor ".png"
  !insertmacro OfferFor ".tif"
  !insertmacro OfferFor ".tiff"
  !insertmacro OfferFor ".bmp"
  !insertmacro OfferFor ".webp"
  !insertmacro OfferFor ".dcm"
  Call TellShell
FunctionEnd

; SHCNE_ASSOCCHANGED
!macro DefineTellShell PREFIX
Function ${PREFIX}TellShell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd
!macroend
!insertmacro DefineTellShell ""
!insertmacro DefineTellShell "un."

Function un.Unregister
  Delete "$SMPROGRAMS\SkinVL.lnk"
  Delete "$DESKTOP\SkinVL.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "${PATHS_KEY}"
  DeleteRegKey SHCTX "${PROGRAM_KEY}"
  ReadRegStr $0 SHCTX "Software\Classes\.skinvl" ""
  ${If} $0 == "SkinVL.Bundle"
    DeleteRegValue SHCTX "Software\Classes\.skinvl" ""
    DeleteRegKey /ifempty SHCTX "Software\Classes\.skinvl"
  ${EndIf}
  DeleteRegKey SHCTX "${BUNDLE_KEY}"
  DeleteRegKey SHCTX "${KEY}"
  Call un.TellShell
FunctionEnd
