; Command line, log and the way a set-up ends. Used by the set-up and by the uninstaller.

; Tell the log, and the window where there is one. Changes no register; clears the error flag.
!macro Say TEXT
  Push "${TEXT}"
  !ifdef __UNINSTALL__
    Call un.WriteLine
  !else
    Call WriteLine
  !endif
!macroend

; Say why, and end with an exit code of docs/installing.md.
!macro Refuse CODE TEXT
  !insertmacro Say "refused (${CODE}): ${TEXT}"
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Opens the log for each line: the uninstaller of an old version writes to the same file.
!macro DefineWriteLine PREFIX
Function ${PREFIX}WriteLine
  Exch $0
  DetailPrint "$0"
  ${If} $LogFile != ""
    Push $1
    Push $2
    Push $3
    Push $4
    Push $5
    Push $6
    Push $7
    ${GetTime} "" "L" $1 $2 $3 $4 $5 $6 $7
    StrCpy $0 "$3-$2-$1 $5:$6:$7 $0"
    FileOpen $1 "$LogFile" a
    FileSeek $1 0 END $2
    ${If} $2 = 0
      FileWriteUTF16LE /BOM $1 ""
    ${EndIf}
    FileWriteUTF16LE $1 "$0$\r$\n"
    FileClose $1
    Pop $7
    Pop $6
    Pop $5
    Pop $4
    Pop $3
    Pop $2
    Pop $1
  ${EndIf}
  ClearErrors
  Pop $0
FunctionEnd
!macroend
!insertmacro DefineWriteLine ""
!insertmacro DefineWriteLine "un."

; /LOG=FILE; a log that was asked for and cannot be written ends the set-up.
!macro DefineReadLog PREFIX
Function ${PREFIX}ReadLog
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/LOG=" $1
  ${If} ${Errors}
    Return
  ${EndIf}
  ; NSIS' own GetFullPathName knows files that are there already.
  System::Call 'kernel32::GetFullPathNameW(w r1, i ${NSIS_MAX_STRLEN}, w .s, p 0)'
  Pop $LogFile
  ClearErrors
  FileOpen $0 "$LogFile" a
  ${If} ${Errors}
    StrCpy $1 $LogFile
    StrCpy $LogFile ""
    !insertmacro Refuse 2 "$(CannotLog)"
  ${EndIf}
  FileClose $0
FunctionEnd
!macroend
!insertmacro DefineReadLog ""
!insertmacro DefineReadLog "un."

; /LOG= /AllUsers /DESKTOPICON; the others are read where they are used.
Function ReadOptions
  Call ReadLog
  ${GetParameters} $0
  StrCpy $Scope "user"
  SetShellVarContext current
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $Scope "machine"
    SetShellVarContext all
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/DESKTOPICON" $1
  ${IfNot} ${Errors}
    SectionGetFlags 1 $1
    IntOp $1 $1 | 1
    SectionSetFlags 1 $1
  ${EndIf}
FunctionEnd

; Keeps what /D= or the user chose; an installed version stays where it is.
Function ChooseFolder
  ${If} $INSTDIR != ""
    Return
  ${EndIf}
  ${If} $OldFolder != ""
    StrCpy $INSTDIR $OldFolder
  ${ElseIf} $Scope == "machine"
    StrCpy $INSTDIR "$PROGRAMFILES64\SkinVL"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\SkinVL"
  ${EndIf}
FunctionEnd
