package org.as2gateway.admin.setup;

import java.util.List;
import java.util.stream.StreamSupport;
import org.as2gateway.admin.doctor.Finding;
import org.as2gateway.admin.doctor.Finding.Verdict;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Findings as JSON, to be kept. */
public final class FindingText {
  private static final JsonMapper JSON = new JsonMapper();

  private FindingText() {}

  static String write(List<Finding> findings) {
    ArrayNode all = JSON.createArrayNode();
    findings.forEach(
        finding ->
            all.addObject()
                .put("verdict", finding.verdict().name())
                .put("subject", finding.subject())
                .put("text", finding.text()));
    return all.toString();
  }

  /** Findings that were kept; none of a text that an older version kept. */
  public static List<Finding> read(String text) {
    try {
      return text.isEmpty()
          ? List.of()
          : StreamSupport.stream(JSON.readTree(text).spliterator(), false)
              .map(FindingText::finding)
              .toList();
    } catch (JacksonException e) {
      return List.of();
    }
  }

  private static Finding finding(JsonNode json) {
    return new Finding(
        Verdict.valueOf(json.path("verdict").asString()),
        json.path("subject").asString(),
        json.path("text").asString());
  }
}
