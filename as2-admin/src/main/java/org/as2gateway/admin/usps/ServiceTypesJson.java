package org.as2gateway.admin.usps;

import org.as2gateway.admin.port.Description;
import org.as2gateway.usps.layouts.ServiceTypesImport;

/**
 * What was imported from a workbook.
 *
 * @param codes how many codes the list has now
 * @param sheet name of the sheet they came from
 * @param skipped rows without a code of three digits
 */
@Description("What was imported from the workbook of service type codes.")
public record ServiceTypesJson(
    int codes, String sheet, @Description("rows without a code of three digits") int skipped) {
  static ServiceTypesJson of(ServiceTypesImport.Result result) {
    return new ServiceTypesJson(result.codes(), result.sheet(), result.skipped());
  }
}
