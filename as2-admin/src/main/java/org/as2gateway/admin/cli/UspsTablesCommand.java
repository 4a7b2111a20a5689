package org.as2gateway.admin.cli;

import org.as2gateway.admin.usps.TablesJson;
import org.as2gateway.usps.layouts.TableInfo;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.layouts.UspsTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usps tables}: which layouts and code lists are used. */
@Command(
    name = "tables",
    description = {
      "List the layouts and code lists that are used, with edition, source and certainty.",
      "",
      "A file in usps/layouts or usps/codes of the home replaces the table of the same name, or adds one. A running"
          + " gateway uses it at once."
    },
    footer = {"", "Example:", "  ./as2 usps tables"})
final class UspsTablesCommand extends HomeCommand {
  @Option(names = "--json", description = "Print them as JSON.")
  private boolean isJson;

  UspsTablesCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    UspsTables tables = new TablesFolder(home()).current();
    if (isJson) {
      shell().json(TablesJson.of(tables));
      return DONE;
    }
    Table table = new Table("TABLE", "NAME", "EDITION", "CERTAINTY", "FROM");
    for (TableInfo info : tables.infos()) {
      table.add(
          info.id(),
          info.name(),
          info.edition(),
          info.certainty(),
          info.isFromHome() ? info.origin() : "the product");
    }
    table.lines().forEach(shell()::line);
    if (!tables.codes().containsKey("service-types")) {
      shell().line("Service type codes are not imported: see './as2 usps import-stc --help'.");
    }
    tables.problems().forEach(shell()::error);
    return tables.problems().isEmpty() ? DONE : FAILED;
  }
}
