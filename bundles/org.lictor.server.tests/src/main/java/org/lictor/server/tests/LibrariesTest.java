package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipFile;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.Document;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.PdfWriter;
import org.slf4j.LoggerFactory;

/**
 * That other people's libraries find in OSGi what they look for: those with a generated manifest, those that load classes
 * by name, those that use service loaders. On a plain class path all of this works anyway.
 */
class LibrariesTest {
    @Test
    void writesAnXlsxFile(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "Lictor", null)) {
            Worksheet seats = workbook.newWorksheet("Seats");
            seats.value(0, 0, "AutoCAD");
            seats.value(0, 1, 12);
        }

        Path saved = Files.write(folder.resolve("seats.xlsx"), file.toByteArray());
        String sheet;
        try (ZipFile parts = new ZipFile(saved.toFile())) {
            sheet = new String(parts.getInputStream(parts.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
        assertTrue(sheet.contains("<v>12</v>"), sheet);
    }

    @Test
    void writesAndReadsAPdfFile() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Document document = new Document()) {
            PdfWriter.getInstance(document, file);
            document.open();
            document.add(new Paragraph("Seats of AutoCAD"));
        }

        try (PdfReader reader = new PdfReader(file.toByteArray())) {
            assertEquals(1, reader.getNumberOfPages());
        }
        assertArrayEquals("%PDF".getBytes(), Arrays.copyOf(file.toByteArray(), 4));
    }

    @Test
    void queriesDerbyThroughEclipseLinkAndThePool() {
        EmbeddedDataSource derby = new EmbeddedDataSource();
        derby.setDatabaseName("memory:libraries");
        derby.setCreateDatabase("create");
        HikariConfig config = new HikariConfig();
        config.setDataSource(derby);
        PersistenceConfiguration unit = new PersistenceConfiguration("libraries")
                .provider(PersistenceProvider.class.getName())
                .properties(Map.of("eclipselink.weaving", "false", "eclipselink.target-database", "Derby",
                        "eclipselink.classloader", LibrariesTest.class.getClassLoader()));

        try (HikariDataSource pool = new HikariDataSource(config)) {
            unit.property("jakarta.persistence.nonJtaDataSource", pool);
            try (EntityManagerFactory factory = new PersistenceProvider().createEntityManagerFactory(unit);
                    EntityManager entities = factory.createEntityManager()) {
                assertEquals(1, entities.createNativeQuery("VALUES 1").getSingleResult());
            }
        }
    }

    @Test
    void sendsWhatLibrariesLogToJavaUtilLogging() {
        assertTrue(LoggerFactory.getILoggerFactory().getClass().getName().startsWith("org.slf4j.jul."),
                () -> "slf4j logs to " + LoggerFactory.getILoggerFactory().getClass());
    }
}
