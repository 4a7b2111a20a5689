package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemConfigurator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SFTP version 3 of one session over the virtual root. The library frames, queues and sends; each
 * request is answered here, so that none reaches a real file system. Extensions, links and changes
 * of owner do not exist.
 */
final class PartnerSubsystem extends SftpSubsystem {
  private static final Logger LOG = LoggerFactory.getLogger(PartnerSubsystem.class);
  private static final int VERSION = 3;
  private static final int MOST_REQUEST_BYTES = 300 * 1024;
  private static final int MOST_READ_BYTES = 128 * 1024;

  private final PartnerRoot root;
  private final SignedIn session;
  private final int mostOpen;
  private final Map<String, OpenFile> open = new HashMap<>();
  private int nextHandle;
  private volatile boolean isOrderly;

  PartnerSubsystem(
      ChannelSession channel,
      SftpSubsystemConfigurator configurator,
      PartnerRoot root,
      SignedIn session,
      int mostOpen) {
    super(channel, configurator);
    this.root = root;
    this.session = session;
    this.mostOpen = mostOpen;
    version = VERSION;
  }

  /** There is no file system behind this one. */
  @Override
  public void setFileSystem(FileSystem unused) {
    // Nothing asks for it.
  }

  @Override
  public int data(ChannelSession channel, byte[] bytes, int start, int length) throws IOException {
    int result = super.data(channel, bytes, start, length);
    if (buffer.available() > MOST_REQUEST_BYTES) {
      throw new IOException("a request has more than " + MOST_REQUEST_BYTES + " bytes");
    }
    return result;
  }

  @Override
  protected void doProcess(Buffer request, int length, int type, int id) throws IOException {
    if (type == SftpConstants.SSH_FXP_INIT) {
      Buffer answer = prepareReply(request);
      answer.putByte((byte) SftpConstants.SSH_FXP_VERSION);
      answer.putUInt(VERSION);
      send(answer);
      return;
    }
    try {
      root.confirm(session);
      answer(request, type, id);
    } catch (Refusal e) {
      sendStatus(prepareReply(request), id, e.status(), e.getMessage());
    } catch (IOException e) {
      LOG.warn("SFTP request of '{}' failed: {}", session.user(), e.toString());
      sendStatus(
          prepareReply(request), id, SftpConstants.SSH_FX_FAILURE, "the file was not accepted");
    } catch (RuntimeException e) {
      LOG.error("SFTP request of '{}' failed", session.user(), e);
      sendStatus(prepareReply(request), id, SftpConstants.SSH_FX_FAILURE, "internal error");
    }
  }

  private void answer(Buffer request, int type, int id) throws IOException {
    switch (type) {
      case SftpConstants.SSH_FXP_OPEN -> open(request, id);
      case SftpConstants.SSH_FXP_CLOSE -> close(request, id);
      case SftpConstants.SSH_FXP_READ -> read(request, id);
      case SftpConstants.SSH_FXP_WRITE -> write(request, id);
      case SftpConstants.SSH_FXP_STAT, SftpConstants.SSH_FXP_LSTAT ->
          sendAttributes(request, id, root.facts(path(request)));
      case SftpConstants.SSH_FXP_FSTAT -> sendAttributes(request, id, handle(request).facts());
      case SftpConstants.SSH_FXP_SETSTAT -> {
        root.facts(path(request));
        ignoreAttributes(request, id);
      }
      case SftpConstants.SSH_FXP_FSETSTAT -> {
        handle(request).facts();
        ignoreAttributes(request, id);
      }
      case SftpConstants.SSH_FXP_OPENDIR -> openFolder(request, id);
      case SftpConstants.SSH_FXP_READDIR -> readFolder(request, id);
      case SftpConstants.SSH_FXP_REMOVE -> {
        root.remove(path(request));
        sendOk(request, id);
      }
      case SftpConstants.SSH_FXP_RENAME -> {
        root.rename(path(request), path(request), session);
        sendOk(request, id);
      }
      case SftpConstants.SSH_FXP_REALPATH -> realPath(request, id);
      case SftpConstants.SSH_FXP_MKDIR, SftpConstants.SSH_FXP_RMDIR ->
          throw Refusal.denied("there are the folders 'in' and 'out' only");
      default -> throw Refusal.unsupported("request " + type + " is not supported");
    }
  }

  private void open(Buffer request, int id) throws IOException {
    VirtualPath path = path(request);
    OpenFlags flags = OpenFlags.of(request.getInt());
    if (path.isFolder()) {
      throw Refusal.failed("is a folder: " + path.text());
    }
    checkOpen();
    sendHandle(
        request,
        id,
        flags.write()
            ? new WrittenFile(root, path, flags, session)
            : new ReadFile(root, path, session));
  }

  private void openFolder(Buffer request, int id) throws IOException {
    checkOpen();
    VirtualPath path = path(request);
    sendHandle(request, id, new ReadFolder(path, root.list(path)));
  }

  private void checkOpen() throws Refusal {
    if (open.size() >= mostOpen) {
      throw Refusal.failed("at most " + mostOpen + " files may be open; close some first");
    }
  }

  private void sendHandle(Buffer request, int id, OpenFile file) throws IOException {
    String handle = Integer.toString(nextHandle++);
    open.put(handle, file);
    Buffer answer = reply(request, SftpConstants.SSH_FXP_HANDLE, id);
    answer.putString(handle);
    send(answer);
  }

  private void close(Buffer request, int id) throws IOException {
    OpenFile file = open.remove(request.getString());
    if (file == null) {
      throw Refusal.failed("no such handle");
    }
    file.finish();
    sendOk(request, id);
  }

  private void read(Buffer request, int id) throws IOException {
    OpenFile file = handle(request);
    long offset = request.getLong();
    int length = Math.max(0, Math.min(request.getInt(), MOST_READ_BYTES));
    Buffer answer = new ByteArrayBuffer(length + 64, false);
    answer.putInt(0);
    answer.putByte((byte) SftpConstants.SSH_FXP_DATA);
    answer.putInt(id);
    answer.putInt(0);
    int at = answer.wpos();
    int count = file.read(offset, answer.array(), at, length);
    if (count < 0) {
      sendStatus(prepareReply(request), id, SftpConstants.SSH_FX_EOF, "end of file");
      return;
    }
    answer.wpos(at - Integer.BYTES);
    answer.putInt(count);
    answer.wpos(at + count);
    send(answer);
  }

  private void write(Buffer request, int id) throws IOException {
    OpenFile file = handle(request);
    long offset = request.getLong();
    int length = request.getInt();
    if (length < 0 || length > request.available()) {
      throw Refusal.bad("a request to write has less than it says");
    }
    file.write(offset, request.array(), request.rpos(), length);
    sendOk(request, id);
  }

  private void readFolder(Buffer request, int id) throws IOException {
    List<FileFacts> files =
        handle(request) instanceof ReadFolder folder ? folder.next() : List.of();
    if (files.isEmpty()) {
      sendStatus(prepareReply(request), id, SftpConstants.SSH_FX_EOF, "end of folder");
      return;
    }
    Buffer answer = reply(request, SftpConstants.SSH_FXP_NAME, id);
    answer.putUInt(files.size());
    for (FileFacts file : files) {
      answer.putString(file.name());
      answer.putString(Attributes.line(file));
      Attributes.write(answer, file);
    }
    send(answer);
  }

  private void realPath(Buffer request, int id) throws IOException {
    String text = path(request).text();
    Buffer answer = reply(request, SftpConstants.SSH_FXP_NAME, id);
    answer.putUInt(1);
    answer.putString(text);
    answer.putString(text);
    answer.putUInt(0);
    send(answer);
  }

  /** Times and permissions that clients set after an upload are of no use to us. */
  private void ignoreAttributes(Buffer request, int id) throws IOException {
    long flags = request.getUInt();
    if ((flags & (SftpConstants.SSH_FILEXFER_ATTR_SIZE | SftpConstants.SSH_FILEXFER_ATTR_UIDGID))
        != 0) {
      throw Refusal.denied("size and owner of a file cannot be set");
    }
    sendOk(request, id);
  }

  private static VirtualPath path(Buffer request) throws Refusal {
    return VirtualPath.parse(request.getString());
  }

  private OpenFile handle(Buffer request) throws Refusal {
    OpenFile file = open.get(request.getString());
    if (file == null) {
      throw Refusal.failed("no such handle");
    }
    return file;
  }

  private Buffer reply(Buffer request, int type, int id) {
    Buffer answer = prepareReply(request);
    answer.putByte((byte) type);
    answer.putInt(id);
    return answer;
  }

  private void sendAttributes(Buffer request, int id, FileFacts file) throws IOException {
    Buffer answer = reply(request, SftpConstants.SSH_FXP_ATTRS, id);
    Attributes.write(answer, file);
    send(answer);
  }

  private void sendOk(Buffer request, int id) throws IOException {
    sendStatus(prepareReply(request), id, SftpConstants.SSH_FX_OK, "");
  }

  /** The client said that it has done, unless the connection just broke. */
  @Override
  public void close() throws IOException {
    isOrderly |= getServerSession().isOpen();
    super.close();
  }

  private void endAnswers() {
    try {
      if (isOrderly) {
        root.confirm(session);
      } else {
        root.forget(session);
      }
    } catch (IOException e) {
      LOG.warn("files of '{}' cannot be removed: {}", session.user(), e.toString());
    }
  }

  /** The session ended: what is open was not closed by the client, so it is not complete. */
  @Override
  protected void closeAllHandles() {
    for (OpenFile file : open.values()) {
      try {
        file.abandon();
      } catch (IOException e) {
        LOG.warn("file of '{}' cannot be closed: {}", session.user(), e.toString());
      }
    }
    open.clear();
    endAnswers();
    super.closeAllHandles();
  }
}
