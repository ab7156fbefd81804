package org.flannelgraph.cluster;

import java.io.CharArrayReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** A file's text, and the way from an offset in it to a line and column. */
final class SourceText {
  /** Bytes. A lab with 10,000 pods written out has about half of that. */
  static final int LIMIT = 4 << 20;

  private final String text;
  private final char[] characters;
  private final int[] lineStarts;
  private int lastOffset;
  private int lastColumn = 1;

  SourceText(String text) {
    this.text = text;
    characters = text.toCharArray();
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = i + 1;
      }
    }
    lineStarts = Arrays.copyOf(starts, count);
  }

  /**
   * Reads a file, but never more than {@link #LIMIT} bytes of it.
   *
   * @throws InvalidClusterException if it is no text file of a sensible size
   */
  static SourceText read(Path file, Problems problems) {
    byte[] bytes = bytes(file, problems);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    SourceText source = new SourceText(withoutByteOrderMark(out.flip().toString()));
    if (result.isError()) {
      problems.error(
          source.position(source.text.length()),
          "the byte 0x%02x is not UTF-8: is this a text file, and saved as UTF-8?"
              .formatted(bytes[in.position()]));
    }
    source.refuseControlCharacters(problems);
    problems.throwErrors();
    return source;
  }

  private static byte[] bytes(Path file, Problems problems) {
    byte[] bytes = {};
    if (!Files.exists(file)) {
      problems.error(Position.WHOLE_FILE, "there is no such file");
    } else if (!Files.isRegularFile(file)) {
      problems.error(Position.WHOLE_FILE, "this is not a regular file");
    } else {
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LIMIT + 1);
      } catch (NoSuchFileException gone) {
        problems.error(Position.WHOLE_FILE, "there is no such file");
      } catch (AccessDeniedException refused) {
        problems.error(Position.WHOLE_FILE, "it can't be read: permission denied");
      } catch (IOException refused) {
        problems.error(Position.WHOLE_FILE, "it can't be read: " + refused.getMessage());
      }
      if (bytes.length > LIMIT) {
        problems.error(
            Position.WHOLE_FILE,
            "it has more than " + (LIMIT >> 20) + " MiB, which is more than any lab needs");
      }
    }
    problems.throwErrors();
    return bytes;
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private void refuseControlCharacters(Problems problems) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        problems.error(
            position(i),
            "the character U+%04X has no place in YAML: is this a text file?".formatted(c));
        return;
      }
      i += Character.charCount(c) - 1;
    }
  }

  String text() {
    return text;
  }

  /**
   * Reads from the start of a line to the end.
   *
   * @param line from 0
   */
  Reader readerFrom(int line) {
    int start = lineStart(line);
    return new CharArrayReader(characters, start, characters.length - start);
  }

  int lines() {
    return lineStarts.length;
  }

  /**
   * Where a line starts.
   *
   * @param line from 0
   */
  int lineStart(int line) {
    return line < lineStarts.length ? lineStarts[line] : text.length();
  }

  /**
   * The offset of a character.
   *
   * @param line from 0
   * @param column from 0, in code points
   */
  int offset(int line, int column) {
    int start = lineStart(line);
    int end = lineStart(line + 1);
    int points = Math.min(column, text.codePointCount(start, end));
    return text.offsetByCodePoints(start, points);
  }

  /**
   * Line and column of the character at an offset. Who asks for one after the other of a long line
   * gets each from the one before.
   */
  Position position(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    if (lastOffset > offset || lastOffset < lineStarts[line]) {
      lastOffset = lineStarts[line];
      lastColumn = 1;
    }
    lastColumn += text.codePointCount(lastOffset, offset);
    lastOffset = offset;
    return new Position(line + 1, lastColumn);
  }
}
