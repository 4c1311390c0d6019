#include "app/commands.h"
#include "app/exit_code.h"
#include "app/streams.h"
#include "scenario/schema.h"

namespace panj {

int schema_command(const SchemaCommand& command) {
  print_result(command.markdown ? key_reference() : json_schema());
  return exit_done;
}

}  // namespace panj
