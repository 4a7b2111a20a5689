package org.as2gateway.as2.smime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A sink for small test messages. */
final class MemorySink implements MessageSink {
  private final List<ByteArrayOutputStream> payloads = new ArrayList<>();
  private final ByteArrayOutputStream signedEntity = new ByteArrayOutputStream();

  @Override
  public OutputStream openPayload(int index) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payloads.add(index, payload);
    return payload;
  }

  @Override
  public OutputStream openSignedEntity() {
    return signedEntity;
  }

  @Override
  public InputStream reopenPayload(int index) throws IOException {
    return new ByteArrayInputStream(payload(index));
  }

  @Override
  public InputStream reopenSignedEntity() throws IOException {
    return new ByteArrayInputStream(signedEntity.toByteArray());
  }

  byte[] payload(int index) {
    return payloads.get(index).toByteArray();
  }

  byte[] signedEntity() {
    return signedEntity.toByteArray();
  }
}
