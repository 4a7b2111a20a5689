package org.as2gateway.transport.pdx;

/**
 * A parameter of a call.
 *
 * @param name its name on the wire
 * @param place where it goes
 * @param certainty how it is known
 * @param meaning what it is, for people
 */
public record PdxField(String name, Place place, Certainty certainty, String meaning) {
  /** Where a parameter goes. */
  public enum Place {
    /** In the query of the URL. */
    QUERY,
    /** A part of the multipart body. */
    PART,
    /** In the path of the URL. */
    PATH
  }

  static PdxField inQuery(String name, Certainty certainty, String meaning) {
    return new PdxField(name, Place.QUERY, certainty, meaning);
  }

  static PdxField asPart(String name, Certainty certainty, String meaning) {
    return new PdxField(name, Place.PART, certainty, meaning);
  }

  static PdxField inPath(String name, Certainty certainty, String meaning) {
    return new PdxField(name, Place.PATH, certainty, meaning);
  }
}
