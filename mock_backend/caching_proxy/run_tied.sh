# Runs a command that ends with whoever started it, and whose folder goes with it.
# Usage: run_tied.sh FOLDER LINE COMMAND...
#
# LINE is the number of an inherited pipe whose other end the starter keeps and never writes to. When
# that end is closed, by the starter or by its death (even by SIGKILL), the command is killed.
# The command takes this shell's place: the starter has its process id, its exit code and its words.
folder=$1
line=$2
shift 2
(
  read -r _ <"/dev/fd/$line"
  kill -KILL $$
  rm -rf -- "$folder"
) 2>/dev/null &
exec "$@"
