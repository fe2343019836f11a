; What has to hold before the first file is written. Each check sets $Problem and $ProblemCode.

!macro Find PROBLEM_CODE TEXT
  StrCpy $ProblemCode ${PROBLEM_CODE}
  StrCpy $Problem "${TEXT}"
!macroend

; What is installed in the chosen scope.
Function FindInstalled
  ReadRegStr $OldFolder SHCTX "Software\SkinVL" "InstallDir"
  ReadRegStr $OldVersion SHCTX "Software\SkinVL" "Version"
  ReadRegStr $MadeFolder SHCTX "Software\SkinVL" "MadeFolder"
  ClearErrors
FunctionEnd

Function CheckAll
  StrCpy $Problem ""
  Call CheckWindows
  ${If} $Problem == ""
    Call CheckRights
  ${EndIf}
  ${If} $Problem == ""
    Call CheckVersion
  ${EndIf}
  ${If} $Problem == ""
    Call CheckFolder
  ${EndIf}
  ${If} $Problem == ""
    Call CheckSpace
  ${EndIf}
  ${If} $Problem == ""
    Call CheckRunning
  ${EndIf}
FunctionEnd

; Qt 6.5 and newer need Windows 10 1809: https://doc.qt.io/qt-6/windows.html
Function CheckWindows
  ${IfNot} ${AtLeastBuild} 17763
    !insertmacro Find 10 "$(NeedsWindows)"
  ${EndIf}
FunctionEnd

Function CheckRights
  ${If} $Scope == "machine"
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      !insertmacro Find 6 "$(NeedsAdministrator)"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function CheckVersion
  ReadRegStr $0 SHCTX "Software\SkinVL" "By"
  ${If} $0 == "msi"
    !insertmacro Find 9 "$(InstalledByMsi)"
    Return
  ${EndIf}
  ${If} $OldVersion != ""
    ${VersionCompare} "$OldVersion" "${VERSION}" $0
    ${If} $0 = 1
      !insertmacro Find 3 "$(NewerInstalled)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; A folder with files of others would mix them with ours, and patients' data have their own place.
Function CheckFolder
  StrLen $0 "$INSTDIR\${STAGING}\"
  IntOp $0 $0 + ${LONGEST}
  ${If} $0 >= 260
    !insertmacro Find 7 "$(PathTooLong)"
    Return
  ${EndIf}
  SetShellVarContext current
  StrCpy $1 "$LOCALAPPDATA\SkinVL"
  Call RestoreContext
  StrLen $0 "$1\"
  StrCpy $0 "$INSTDIR\" $0
  ${If} $0 == "$1\"
    !insertmacro Find 7 "$(FolderOfData)"
    Return
  ${EndIf}
  ClearErrors
  FindFirst $0 $1 "$INSTDIR\*.*"
  ${DoUntil} ${Errors}
    StrCpy $2 0
    !insertmacro KnowName $1 $2
    ${If} $2 = 0
    ${AndIf} $OldFolder != $INSTDIR
      !insertmacro Find 7 "$(FolderNotEmpty)"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ClearErrors
FunctionEnd

Function RestoreContext
  ${If} $Scope == "machine"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

; The old version stays until the new one is unpacked, so both have to fit.
Function CheckSpace
  ${GetRoot} "$INSTDIR" $0
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$0\", *l .r1, p 0, p 0) i .r2'
  ${If} $2 = 0
    Return ; the extraction tells
  ${EndIf}
  System::Int64Op $1 / 1048576
  Pop $1
  IntOp $2 ${PAYLOAD_MB} + 16
  ${If} $1 < $2
    !insertmacro Find 5 "$(NoSpace)"
  ${EndIf}
FunctionEnd

; Windows lets nobody write to a program that runs, nor rename a folder with an open file in it.
; /WAIT=SECONDS gives a program that is about to end the time to do so.
Function CheckRunning
  ${If} $OldFolder == ""
    StrCpy $3 $INSTDIR
  ${Else}
    StrCpy $3 $OldFolder
  ${EndIf}
  !insertmacro GetOption "/WAIT=" $4
  ${If} ${Errors}
    StrCpy $4 0
  ${EndIf}
  ${Do}
    Call IsRunning
    ${If} $5 == 0
      ${Break}
    ${EndIf}
    ${If} $4 <= 0
      !insertmacro Find 4 "$(ProgramRuns)"
      ${Break}
    ${EndIf}
    Sleep 1000
    IntOp $4 $4 - 1
  ${Loop}
  ClearErrors
FunctionEnd

; Give the folder that was moved for a moment its name back, also after a power cut; a virus scanner
; may be looking into it.
!macro DefineTakeBack PREFIX
Function ${PREFIX}TakeBack
  ${For} $0 1 100
    ${IfNot} ${FileExists} "$3\${ASIDE}\*.*"
      Return
    ${EndIf}
    ClearErrors
    Rename "$3\${ASIDE}" "$3\_internal"
    ${If} ${Errors}
      Sleep 100
    ${EndIf}
  ${Next}
FunctionEnd
!macroend
!insertmacro DefineTakeBack ""
!insertmacro DefineTakeBack "un."

; $5 = 1 if a program in the folder $3 is in use, else 0.
!macro DefineIsRunning PREFIX
Function ${PREFIX}IsRunning
  StrCpy $5 0
  !insertmacro TryProgram "skinvl.exe"
  !insertmacro TryProgram "skinvl-desktop.exe"
  Call ${PREFIX}TakeBack
  ${If} ${FileExists} "$3\_internal\*.*"
    ClearErrors
    Rename "$3\_internal" "$3\${ASIDE}"
    ${If} ${Errors}
      StrCpy $5 1
    ${EndIf}
    Call ${PREFIX}TakeBack
  ${EndIf}
  ClearErrors
FunctionEnd
!macroend

!macro TryProgram NAME
  ${If} ${FileExists} "$3\${NAME}"
    ClearErrors
    FileOpen $0 "$3\${NAME}" a
    ${If} ${Errors}
      StrCpy $5 1
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
!macroend
!insertmacro DefineIsRunning ""
!insertmacro DefineIsRunning "un."
