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
  !ifndef __UNINSTALL__
    ; Who updated from within the program waits for it to come back.
    ${If} $Awaited == 1
      MessageBox MB_OK|MB_ICONSTOP "${TEXT}"
      ${If} "${CODE}" != 4
      ${AndIf} ${FileExists} "$OldFolder\skinvl-desktop.exe"
        Exec '"$OldFolder\skinvl-desktop.exe"'
      ${EndIf}
      SetErrorLevel ${CODE}
      Quit
    ${EndIf}
  !endif
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

; The value of an option that ends with "=", or nothing for a switch; the error flag if it is absent.
!macro GetOption OPTION RESULT
  Push "${OPTION}"
  !ifdef __UNINSTALL__
    Call un.FindOption
  !else
    Call FindOption
  !endif
  Pop ${RESULT}
!macroend

; NSIS' own GetOptions overlooks "/LOG=C:\a b.txt", quoted as a whole as most programs do it.
!macro DefineFindOption PREFIX
Function ${PREFIX}FindOption
  Exch $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  Push $6
  StrCpy $6 "" ; what was found, with a sign before it
  System::Call 'kernel32::GetCommandLineW() p .r1'
  System::Call 'shell32::CommandLineToArgvW(p r1, *i .r2) p .r3'
  StrCpy $4 1 ; after the program's own name
  ${DoWhile} $4 < $2
    IntOp $5 $4 * ${NSIS_PTR_SIZE}
    IntPtrOp $5 $3 + $5
    System::Call '*$5(p .r5)'
    System::Call 'kernel32::lstrcpynW(w .r5, p r5, i ${NSIS_MAX_STRLEN})'
    StrCpy $1 $0 1 -1
    ${If} $1 == "="
      StrLen $1 $0
      StrCpy $1 $5 $1
    ${Else}
      StrCpy $1 $5
    ${EndIf}
    ${If} $1 == $0
      StrLen $1 $0
      StrCpy $6 $5 "" $1
      StrCpy $6 "=$6"
      ${Break}
    ${EndIf}
    IntOp $4 $4 + 1
  ${Loop}
  System::Call 'kernel32::LocalFree(p r3)'
  StrCpy $0 $6 "" 1
  ClearErrors
  ${If} $6 == ""
    SetErrors
  ${EndIf}
  Pop $6
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Exch $0
FunctionEnd
!macroend
!insertmacro DefineFindOption ""
!insertmacro DefineFindOption "un."

; /LOG=FILE; a log that was asked for and cannot be written ends the set-up.
!macro DefineReadLog PREFIX
Function ${PREFIX}ReadLog
  !insertmacro GetOption "/LOG=" $1
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

; /LOG= /START /AllUsers /DESKTOPICON; the others are read where they are used.
Function ReadOptions
  StrCpy $Awaited 0
  !insertmacro GetOption "/START" $1
  ${IfNot} ${Errors}
    StrCpy $Awaited 1
  ${EndIf}
  Call ReadLog
  StrCpy $Scope "user"
  SetShellVarContext current
  !insertmacro GetOption "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $Scope "machine"
    SetShellVarContext all
  ${EndIf}
  !insertmacro GetOption "/DESKTOPICON" $1
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
