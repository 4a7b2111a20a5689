package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A compressed MIME entity (RFC 5402), opened by itself. */
public final class CompressedEntity {
  private CompressedEntity() {}

  /**
   * The entity inside a compressed one. Its length is not limited: the caller stops reading.
   *
   * @param entity header block and body
   * @return empty if the entity is not a compressed one; to be closed
   * @throws IOException if it cannot be read or is damaged
   */
  public static Optional<InputStream> open(InputStream entity) throws IOException {
    return open(IncomingEntity.open(entity)).map(InputStream.class::cast);
  }

  static Optional<CompressedReader> open(IncomingEntity outer) throws IOException {
    if (!IncomingEntity.isCms(outer.contentType())) {
      return Optional.empty();
    }
    BerReader reader =
        new BerReader(
            BufferedSource.over(TransferEncoding.decodeCms(outer.headers(), outer.body(), false)));
    reader.enter(BerReader.SEQUENCE);
    return CmsType.read(reader).filter(type -> type == CmsType.COMPRESSED).isPresent()
        ? Optional.of(CompressedReader.open(reader))
        : Optional.empty();
  }
}
