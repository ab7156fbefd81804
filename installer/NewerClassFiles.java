import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Gives classes that were compiled for Java 5 the class file format of Java 8, which has stack map
 * frames (JVMS 4.7.4). An AOT cache takes no class older than Java 6 (HotSpot, {@code
 * SystemDictionaryShared::check_for_exclusion}), so that those of picocli, ASM and jnr-x86asm would
 * be read, verified and linked anew at every start. What they do stays the same.
 *
 * <p>Arguments: jars, changed in place. On the class path: they, all that they need, and ASM.
 */
final class NewerClassFiles {
  private static final int OLDEST_IN_A_CACHE = Opcodes.V1_6;

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      renew(Path.of(jar));
    }
  }

  private static void renew(Path jar) throws IOException {
    Path renewed = Files.createTempFile(jar.getParent(), "renewed", ".part");
    boolean changed = false;
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(renewed))) {
      for (ZipEntry entry : from.stream().toList()) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".class") && isOld(bytes)) {
          bytes = renewed(bytes);
          changed = true;
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        to.write(bytes);
      }
    }
    if (changed) {
      Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(renewed);
    }
  }

  private static boolean isOld(byte[] bytes) {
    return (bytes[6] << 8 | bytes[7]) < OLDEST_IN_A_CACHE;
  }

  private static byte[] renewed(byte[] bytes) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    ClassVisitor newer =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String name, String signature, String base, String[] more) {
            super.visit(Opcodes.V1_8, access, name, signature, base, more);
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor to = super.visitMethod(access, name, descriptor, signature, thrown);
            return new JSRInlinerAdapter(to, access, name, descriptor, signature, thrown);
          }
        };
    new ClassReader(bytes).accept(newer, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
