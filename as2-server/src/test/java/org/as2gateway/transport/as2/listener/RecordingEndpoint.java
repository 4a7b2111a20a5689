package org.as2gateway.transport.as2.listener;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.transport.as2.receive.As2Endpoint;
import org.as2gateway.transport.as2.receive.As2Request;
import org.as2gateway.transport.as2.receive.As2Response;

/** Remembers what reached it, and does as it is told. */
final class RecordingEndpoint implements As2Endpoint {
  final List<As2Request> requests = new CopyOnWriteArrayList<>();
  final List<Long> bodies = new CopyOnWriteArrayList<>();
  final AtomicReference<As2Endpoint> behaviour = new AtomicReference<>(this::readAndAnswer);

  @Override
  public As2Response receive(As2Request request) throws IOException {
    requests.add(request);
    return behaviour.get().receive(request);
  }

  As2Response readAndAnswer(As2Request request) throws IOException {
    bodies.add(request.body().transferTo(OutputStream.nullOutputStream()));
    return new As2Response(
        200, new MimeEntity(Headers.of("X-Answer", "yes"), new byte[] {'o', 'k'}));
  }
}
