package org.as2gateway.admin.port;

/** Problem details of an answer. */
@Description("What went wrong (RFC 9457).")
record ProblemJson(
    String type,
    String title,
    int status,
    @Description("description of the error and what to do next") String detail) {}
