// The floor of the start-up budget: the least that a full-screen curses
// program can do. Shows a prompt, echoes keys, ends with 'q'.
#include "../../../Sources/CNcursesw/shim.h"

#include <locale.h>

int main(void) {
  setlocale(LC_CTYPE, "C.UTF-8");
  initscr();
  raw();
  noecho();
  mvaddstr(LINES - 2, 1, "> ");
  refresh();
  for (int key = getch(); key != 'q' && key != ERR; key = getch()) {
    addch((chtype)key);
    refresh();
  }
  endwin();
  return 0;
}
