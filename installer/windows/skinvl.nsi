; The set-up program of SkinVL for Windows; nsis.py writes payload.nsh and runs makensis.
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
CRCCheck force
; Administrators get their rights from where the set-up was started; nobody else is asked for any.
RequestExecutionLevel user
ManifestLongPathAware true
ManifestDPIAware true
AllowSkipFiles off
XPStyle on

!include "${GENERATED}"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include "WinVer.nsh"
!include "nsDialogs.nsh"
!include "MUI2.nsh"

Name "SkinVL ${VERSION}"
OutFile "${OUTPUT}"
BrandingText "SkinVL ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "SkinVL"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "SkinVL set-up"
VIAddVersionKey /LANG=0 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=0 "LegalCopyright" "Apache-2.0"

Var Scope ; "user" or "machine"
Var Awaited ; "1" if the program is to be started at the end, refused or not
Var LogFile
Var OldFolder ; of the version that is installed in this scope, or empty
Var OldVersion
Var MadeFolder ; "1" if this set-up or one before it made the folder
Var Problem ; one sentence, or empty
Var ProblemCode
Var FailedFile

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_ABORTWARNING
!define MUI_LICENSEPAGE_CHECKBOX
!insertmacro MUI_PAGE_LICENSE "$(NoticeFile)"
Page custom ShowScopePage LeaveScopePage
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveFolderPage
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\skinvl-desktop.exe"
!define MUI_FINISHPAGE_RUN_NOTCHECKED
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.ShowDataPage un.LeaveDataPage
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

!include "texts.nsh"
!include "options.nsh"
!include "checks.nsh"
!include "registration.nsh"
!include "own_pages.nsh"
!include "uninstall.nsh"

Function .onInit
  SetRegView 64
  Call ReadOptions
  Call FindInstalled
  Call ChooseFolder
FunctionEnd

Section "SkinVL" MainSection
  SectionIn RO
  Call CheckAll
  ${If} $Problem != ""
    !insertmacro Refuse $ProblemCode $Problem
  ${EndIf}
  !insertmacro Say "SkinVL ${VERSION}: installing for $Scope into $INSTDIR"

  ; Whole beside the old version first: until then nothing of that was touched.
  ${If} $OldFolder != $INSTDIR
    StrCpy $MadeFolder 0
    ${IfNot} ${FileExists} "$INSTDIR\*.*"
      StrCpy $MadeFolder 1
    ${EndIf}
  ${EndIf}
  RMDir /r "$INSTDIR\${STAGING}"
  SetOverwrite try
  ClearErrors
  !insertmacro ExtractPayload "$INSTDIR\${STAGING}"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    Call RemoveStaging
    !insertmacro Refuse 2 "$(CannotWrite)"
  ${EndIf}

  Call RemoveOldVersion
  StrCpy $FailedFile ""
  ClearErrors
  !insertmacro MovePayload "$INSTDIR\${STAGING}" "$INSTDIR"
  Call RemoveStaging
  ${If} $FailedFile != ""
    !insertmacro Refuse 2 "$(CannotReplace)"
  ${EndIf}
  Call Register
  !insertmacro Say "SkinVL ${VERSION}: installed"
SectionEnd

Section /o "$(DesktopLink)" DesktopSection
  CreateShortcut "$DESKTOP\SkinVL.lnk" "$INSTDIR\skinvl-desktop.exe"
SectionEnd

; Last of all, when the program is complete.
Section "-finish"
  Call TestProgram
  Call StartProgram
SectionEnd

Function RemoveStaging
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\${STAGING}"
  ${If} $MadeFolder == 1
    RMDir "$INSTDIR" ; empty after a first installation that failed; else it stays
  ${EndIf}
FunctionEnd

; The old version's own uninstaller knows its files. Data are not its business.
Function RemoveOldVersion
  ${If} $OldFolder == ""
  ${OrIfNot} ${FileExists} "$OldFolder\uninstall.exe"
    Return
  ${EndIf}
  !insertmacro Say "removing version $OldVersion from $OldFolder"
  StrCpy $1 ""
  ${If} $LogFile != ""
    StrCpy $1 '/LOG="$LogFile"'
  ${EndIf}
  ClearErrors
  ExecWait '"$OldFolder\uninstall.exe" /S /UPGRADE $1 _?=$OldFolder' $0
  ${If} ${Errors}
    StrCpy $0 2
  ${EndIf}
  ${If} $0 <> 0
    Call RemoveStaging
    !insertmacro Refuse $0 "$(OldVersionStays)"
  ${EndIf}
  ${If} $OldFolder != $INSTDIR
    Delete "$OldFolder\uninstall.exe"
    RMDir "$OldFolder"
  ${EndIf}
FunctionEnd

Function TestProgram
  !insertmacro GetOption "/SELFTEST" $1
  ${If} ${Errors}
    Return
  ${EndIf}
  nsExec::ExecToStack '"$INSTDIR\skinvl.exe" --selftest'
  Pop $0
  Pop $1
  !insertmacro Say "skinvl --selftest ended with $0: $1"
  ${If} $0 != 0
    !insertmacro Refuse 8 "$(SelfTestFailed)"
  ${EndIf}
FunctionEnd

Function StartProgram
  ${If} $Awaited == 1
    Exec '"$INSTDIR\skinvl-desktop.exe"'
  ${EndIf}
FunctionEnd

Function .onInstFailed
  !insertmacro Say "aborted"
  Call RemoveStaging
  SetErrorLevel 2
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${MainSection} "$(MainDescription)"
  !insertmacro MUI_DESCRIPTION_TEXT ${DesktopSection} "$(DesktopDescription)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END
