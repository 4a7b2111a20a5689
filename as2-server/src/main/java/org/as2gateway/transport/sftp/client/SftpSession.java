package org.as2gateway.transport.sftp.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Sha256;

/** A session with a server, for one thread. Each failure is an {@link SftpFailure}. */
public final class SftpSession implements AutoCloseable {
  /** OpenSSH ends a session that writes 256 KiB at once. */
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Moved at once where a rate is kept. */
  private static final int BLOCK_BYTES = 32 * 1024;

  /** An upload that continues writes the end of what is there again: a crash may have lost it. */
  private static final long REWRITTEN_BYTES = 1024 * 1024;

  private static final int MOST_NAMES = 10_000;
  private static final int MOST_NUMBERS = 1000;

  private final SessionParts parts;
  private final Failures failures;
  private final RemoteCalls calls;

  SftpSession(SessionParts parts, Duration answer) {
    this.parts = parts;
    failures = new Failures(parts, answer);
    calls = new RemoteCalls(parts, failures);
  }

  /** Fingerprint of the key that the server proved. */
  public String hostKey() {
    return parts.hostKey();
  }

  /** What happened so far, a line each with its time. */
  public List<String> log() {
    return parts.log().lines();
  }

  /**
   * Uploads under the temporary name, from where an earlier attempt stopped; compares sizes and
   * renames. Never overwrites a file of the final name.
   */
  public void upload(Upload upload, RenameNotes notes) throws IOException {
    var unused = parts.pace().work(() -> uploadAndRename(upload, notes));
  }

  /** Says whether this attempt renamed it, not one before. */
  private boolean uploadAndRename(Upload upload, RenameNotes notes) throws IOException {
    OptionalLong there = calls.size(upload.temporaryPath());
    if (there.isEmpty() && upload.mayBeRenamed()) {
      checkRenamed(upload);
      return false;
    }
    if (calls.size(upload.path()).isPresent()) {
      throw failures.of(new SftpProblem.NameTaken(upload.path()));
    }
    write(upload, there.orElse(0));
    checkSize(upload, notes);
    notes.begin();
    try {
      calls.rename(upload.temporaryPath(), upload.path());
    } catch (SftpFailure e) {
      if (!e.problem().isConnectionLost()) { // the server has answered
        notes.takeBack();
      }
      throw e;
    }
    notes.confirm();
    return true;
  }

  /** Whether the temporary file is gone and one of the final name has the size of the upload. */
  public boolean isRenamed(Upload upload) throws IOException {
    OptionalLong found = calls.size(upload.path());
    return calls.size(upload.temporaryPath()).isEmpty()
        && found.isPresent()
        && found.getAsLong() == upload.bytes();
  }

  /** The temporary file is gone: only the file under its final name proves where it went. */
  private void checkRenamed(Upload upload) throws SftpFailure {
    OptionalLong found = calls.size(upload.path());
    if (found.isEmpty() || found.getAsLong() != upload.bytes()) {
      throw failures.of(new SftpProblem.RenameUnknown(upload.path(), upload.bytes(), found));
    }
    parts
        .log()
        .add(
            "'"
                + upload.temporaryName()
                + "' is gone and '"
                + PartnerText.clean(upload.path(), 200)
                + "' has "
                + upload.bytes()
                + " bytes: it was renamed before");
  }

  private void write(Upload upload, long thereBytes) throws IOException {
    boolean fits = thereBytes <= upload.bytes();
    long offset = fits ? Math.max(0, thereBytes - REWRITTEN_BYTES) : 0;
    parts
        .log()
        .add(
            "write '" + upload.temporaryName() + "' from byte " + offset + " of " + upload.bytes());
    EnumSet<OpenMode> modes = EnumSet.of(OpenMode.Write, OpenMode.Create);
    if (offset == 0) {
      modes.add(OpenMode.Truncate);
    }
    try (InputStream content = upload.content().opener().open()) {
      writeFrom(content, upload, modes, offset);
    } catch (IOException | RuntimeException e) {
      throw failures.whileWriting(upload, e);
    }
  }

  /** Digests what was sent before too: what lies at the server has to be this content. */
  private void writeFrom(InputStream content, Upload upload, EnumSet<OpenMode> modes, long offset)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    DigestInputStream in = new DigestInputStream(content, digest);
    parts.pace().aside(() -> digestTo(in, offset));
    CloseableHandle handle = parts.sftp().open(upload.temporaryPath(), modes);
    try (SftpOutputStreamAsync out =
        new SftpOutputStreamAsync(
            (AbstractSftpClient) parts.sftp(), BUFFER_BYTES, upload.temporaryPath(), handle)) {
      out.setOffset(offset);
      byte[] block = new byte[BLOCK_BYTES];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        out.write(block, 0, n);
        parts.pace().moved(n);
      }
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(upload.content().sha256())) {
      throw failures.of(new SftpProblem.ContentChanged(upload.name()));
    }
  }

  /** Reads what is not sent again: skipping would leave it out of the digest. */
  private static void digestTo(InputStream in, long offset) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = offset; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException("the file is shorter than what was sent of it before");
      }
      left -= n;
    }
  }

  private void checkSize(Upload upload, RenameNotes notes) throws IOException {
    long found = calls.size(upload.temporaryPath()).orElse(0);
    parts.log().add("'" + upload.temporaryName() + "' has " + found + " bytes");
    if (found != upload.bytes()) {
      notes.takeBack(); // it is we who remove it
      remove(upload.temporaryPath());
      throw failures.of(new SftpProblem.SizeDiffers(upload.temporaryPath(), upload.bytes(), found));
    }
  }

  /**
   * The files in a folder; folders, links and names that are not of one folder are left out, and
   * what comes after the first 10,000 names.
   *
   * @param folder empty for where the sign-in leads to
   */
  public List<RemoteFile> list(String folder) throws IOException {
    return parts.pace().work(() -> listed(folder.isEmpty() ? "." : folder));
  }

  private List<RemoteFile> listed(String path) throws IOException {
    List<RemoteFile> files = new ArrayList<>();
    try (CloseableHandle handle = parts.sftp().openDir(path)) {
      int names = 0;
      for (DirEntry entry : parts.sftp().listDir(handle)) {
        String name = entry.getFilename();
        if (++names > MOST_NAMES) {
          break;
        }
        if (entry.getAttributes().isRegularFile() && isPlain(name)) {
          files.add(file(name, entry.getAttributes()));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw failures.of("list", path, e);
    }
    parts.log().add("list '" + PartnerText.clean(path, 200) + "': " + files.size() + " files");
    return files;
  }

  private static RemoteFile file(String name, Attributes attributes) {
    Instant modified =
        attributes.getModifyTime() == null ? Instant.EPOCH : attributes.getModifyTime().toInstant();
    return new RemoteFile(name, attributes.getSize(), modified);
  }

  /** A server chooses names: none may lead out of the folder that was listed. */
  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0;
  }

  /** Copies a file of a folder; compares what came with the size that was listed. */
  public void download(String folder, RemoteFile file, OutputStream to) throws IOException {
    String path = RemotePath.join(folder, file.name());
    long bytes = parts.pace().work(() -> copied(path, file, to));
    parts.log().add("read '" + PartnerText.clean(path, 200) + "': " + bytes + " bytes");
    if (bytes != file.bytes()) {
      throw failures.of(new SftpProblem.SizeDiffers(path, file.bytes(), bytes));
    }
  }

  /** How many bytes came, as far as the file was to have them. */
  private long copied(String path, RemoteFile file, OutputStream to) throws IOException {
    long bytes = 0;
    try (InputStream in = parts.sftp().read(path, BUFFER_BYTES)) {
      byte[] buffer = new byte[BLOCK_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        if (bytes > file.bytes()) {
          break;
        }
        write(to, buffer, n);
        parts.pace().moved(n);
      }
    } catch (IOException | RuntimeException e) {
      throw failures.of("read", path, e);
    }
    return bytes;
  }

  private void write(OutputStream to, byte[] buffer, int count) throws IOException {
    parts.pace().aside(() -> to.write(buffer, 0, count));
  }

  /** Removes a file. */
  public void remove(String path) throws IOException {
    calls.remove(path);
  }

  /**
   * Removes a file of a folder, unless another one has come in its place since it was listed.
   *
   * @return false if the file there is not the one that was listed, and was left
   */
  public boolean remove(String folder, RemoteFile file) throws IOException {
    return takeAway(folder, file, calls::remove);
  }

  /** What is done to the path of a file. */
  @FunctionalInterface
  private interface Step {
    void on(String path) throws IOException;
  }

  private boolean takeAway(String folder, RemoteFile file, Step step) throws IOException {
    String path = RemotePath.join(folder, file.name());
    return parts.pace().work(() -> isTakenAway(path, file, step));
  }

  private boolean isTakenAway(String path, RemoteFile file, Step step) throws IOException {
    Optional<Attributes> found = calls.attributes(path);
    if (found.isPresent() && isAnother(path, file, found.get())) {
      return false;
    }
    if (found.isPresent()) {
      step.on(path);
    }
    return true;
  }

  /**
   * Moves a file to another folder, unless another one has come in its place since it was listed. A
   * name that is taken there gets a number: {@code name-1.txt}.
   *
   * @return false if the file there is not the one that was listed, and was left
   */
  public boolean moveAway(String folder, RemoteFile file, String to) throws IOException {
    return takeAway(
        folder,
        file,
        path -> {
          requireOther(folder, to);
          moveToFreeName(path, file.name(), to);
        });
  }

  /** What is moved to where it was found would be found again, by another name. */
  private void requireOther(String folder, String to) throws SftpFailure {
    String shown = folder.isEmpty() ? "." : folder;
    try {
      if (calls.attributes(to).isEmpty()) {
        throw failures.of(new SftpProblem.NotFound("move files to", to));
      }
      if (parts.sftp().canonicalPath(shown).equals(parts.sftp().canonicalPath(to))) {
        throw failures.of(new SftpProblem.SameFolder(shown, to));
      }
    } catch (IOException | RuntimeException e) {
      throw failures.of("look at", to, e);
    }
  }

  private void moveToFreeName(String path, String name, String to) throws IOException {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    for (int number = 0; number < MOST_NUMBERS; number++) {
      String free = number == 0 ? name : stem + "-" + number + name.substring(stem.length());
      String target = RemotePath.join(to, free);
      if (calls.size(target).isEmpty() && isRenamed(path, target)) {
        return;
      }
    }
    throw failures.of(new SftpProblem.NameTaken(RemotePath.join(to, name)));
  }

  private boolean isRenamed(String from, String to) throws IOException {
    try {
      calls.rename(from, to);
      return true;
    } catch (SftpFailure e) {
      if (e.problem() instanceof SftpProblem.NameTaken) {
        return false;
      }
      throw e;
    }
  }

  private boolean isAnother(String path, RemoteFile file, Attributes found) {
    boolean isAnother = !isAsListed(file, found);
    if (isAnother) {
      parts.log().add("'" + PartnerText.clean(path, 200) + "' is another file now: it stays");
    }
    return isAnother;
  }

  private static boolean isAsListed(RemoteFile file, Attributes found) {
    RemoteFile now = file(file.name(), found);
    boolean isSameTime =
        now.modified().equals(file.modified()) || file.modified().equals(Instant.EPOCH);
    return isSameTime && now.bytes() == file.bytes();
  }

  /**
   * Makes the folders that are missing.
   *
   * @param base where they are made, which is there
   * @param folders one below the other, separated by slashes; empty for none
   * @return the last of them
   */
  public String makeFolders(String base, String folders) throws IOException {
    String path = base;
    for (String name : folders.split("/", -1)) {
      if (!name.isEmpty()) {
        path = RemotePath.join(path, name);
        calls.makeFolder(path);
      }
    }
    return path;
  }

  /** Moves a file from one folder to another, under its name. */
  public void move(String folder, RemoteFile file, String to) throws IOException {
    calls.rename(RemotePath.join(folder, file.name()), RemotePath.join(to, file.name()));
  }

  @Override
  public void close() {
    try {
      parts.sftp().close();
    } catch (IOException e) {
      parts.log().add("the server did not answer the end of the session");
    }
    parts.ssh().close(false);
  }
}
