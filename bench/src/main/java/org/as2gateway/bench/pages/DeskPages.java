package org.as2gateway.bench.pages;

import java.util.LinkedHashMap;
import java.util.Map;
import org.as2gateway.usps.Samples;

/** The pages and lists of the USPS desk, the hard cases among them. */
final class DeskPages {
  private static final String FILE = "9275099999000000050000";
  private static final String REJECTED = "9275099999000000050007";
  private static final String LARGE = Samples.EFN;
  private static final String PIECE = Samples.pic(0);

  private DeskPages() {}

  static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    board(pages);
    files(pages);
    scans(pages);
    api(pages);
    pages.put("Today", "/");
    pages.put("Alerts", "/alerts");
    pages.put("GET /metrics", "/metrics");
    return pages;
  }

  private static void board(Map<String, String> pages) {
    pages.put("Board", "/usps");
    pages.put("Board, far back", "/usps?before=50000");
    for (String state : new String[] {"scanned", "received", "rejected", "blocked", "queued"}) {
      pages.put("Board, " + state, "/usps?state=" + state);
    }
    pages.put("Board, a partnership", "/usps?partnership=Us-to-P00");
    pages.put("Board, a partnership, rejected", "/usps?partnership=Us-to-P03&state=rejected");
    pages.put("Board, an owner", "/usps?owner=Client+3");
    pages.put("Board, an owner, received", "/usps?owner=Client+3&state=received");
    pages.put("Board, an owner, far back", "/usps?owner=Client+3&before=50000");
    pages.put("Board, an owner with old files only", "/usps?owner=Old+Client");
    pages.put(
        "Board, an owner, a partnership (none)", "/usps?owner=Client+0&partnership=Us-to-P01");
    pages.put("Board, all filters", "/usps?owner=Client+3&partnership=Us-to-P03&state=scanned");
  }

  private static void files(Map<String, String> pages) {
    pages.put("A file", "/usps/files/" + FILE);
    pages.put("A file, rejected", "/usps/files/" + REJECTED);
    pages.put("A file, large", "/usps/files/" + LARGE);
    pages.put("Correct a file", "/usps/files/" + REJECTED + "/correct");
    pages.put("Correct a large file", "/usps/files/" + LARGE + "/correct");
    pages.put("Answers", "/usps/answers");
    pages.put("Profiles", "/usps/profiles");
    pages.put("Check a file", "/usps/check");
    pages.put("Tables", "/usps/tables");
  }

  private static void scans(Map<String, String> pages) {
    pages.put("Scans", "/usps/scans");
    pages.put("Scans of a piece", "/usps/scans?number=" + PIECE);
    pages.put("Scans of a piece (none)", "/usps/scans?number=" + Samples.pic(99_999_999));
    pages.put("Scans of a file", "/usps/scans?efn=" + FILE);
    pages.put("Scans of a large file", "/usps/scans?efn=" + LARGE);
  }

  private static void api(Map<String, String> pages) {
    for (String list :
        new String[] {
          "files",
          "files?limit=1000",
          "files?state=partly",
          "files?owner=Client+5",
          "files?mid=900000900",
          "files/" + REJECTED,
          "files/" + LARGE,
          "answers",
          "answers?state=waiting",
          "answers?state=closed",
          "extracts",
          "scans",
          "scans?group=return",
          "scans?group=other",
          "scans?group=pickup",
          "scans?limit=1000",
          "scans?efn=" + LARGE,
          "scans?efn=" + LARGE + "&group=return",
          "pieces/" + PIECE,
          "reconcile",
          "reconcile?limit=1000",
          "reconcile?efn=" + FILE,
          "reconcile?efn=" + LARGE,
          "tables",
          "mids",
          "profiles",
          "files/" + LARGE + "/corrections",
        }) {
      pages.put("GET /api/v1/usps/" + list, "/api/v1/usps/" + list);
    }
  }
}
