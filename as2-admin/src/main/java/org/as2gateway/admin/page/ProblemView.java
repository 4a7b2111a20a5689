package org.as2gateway.admin.page;

/**
 * What went wrong.
 *
 * @param status HTTP status
 * @param heading in a few words
 * @param detail in a sentence
 */
public record ProblemView(int status, String heading, String detail) {
  public static ProblemView of(int status, String detail) {
    return new ProblemView(
        status,
        switch (status) {
          case 403 -> "Not allowed";
          case 404 -> "Not found";
          case 409 -> "Not possible";
          case 503 -> "Not available";
          default -> status < 500 ? "The request failed" : "Internal error";
        },
        detail);
  }
}
