package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.usps.layouts.ServiceTypesImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code usps import-stc}: the service type codes that USPS publishes. */
@Command(
    name = "import-stc",
    description = {
      "Import the service type codes from USPS's workbook.",
      "",
      "Download Service_Type_Codes_Appendix_I_….xlsx from PostalPro (page IMPB_Service_Type_Codes). The list replaces"
          + " the one imported before; a running gateway uses it at once."
    },
    exitCodeList = "1:The file is not that workbook; nothing was changed.",
    footer = {
      "",
      "Example:",
      "  ./as2 usps import-stc Service_Type_Codes_Appendix_I_06242026.xlsx"
    })
final class UspsImportStcCommand extends HomeCommand {
  @Parameters(paramLabel = "FILE", description = "The workbook.")
  private Path file = Path.of("");

  UspsImportStcCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    requireReadable(file, "imported");
    try {
      ServiceTypesImport.Result result = ServiceTypesImport.run(file, home());
      shell()
          .line(
              "imported %d service type codes from sheet '%s' into %s"
                  .formatted(result.codes(), result.sheet(), result.file()));
      if (result.skipped() > 0) {
        shell().line(result.skipped() + " rows have no code of three digits and were skipped");
      }
      return DONE;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }
}
