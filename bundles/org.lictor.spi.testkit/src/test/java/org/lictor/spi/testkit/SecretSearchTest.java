package org.lictor.spi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A planted secret is found wherever it is, and nothing is found where none is. */
class SecretSearchTest {

	private static final String SECRET = "p/ss+w\"rd &7Qx!";
	private static final String NOISE = "2026-11-28 12:00:00 INFO The server 'Autodesk' was asked. ".repeat(4_000);

	@TempDir
	private Path folder;

	private final SecretSearch search = new SecretSearch(List.of("short", SECRET, "another-secret-0815"));

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] gzip(byte[] content) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(content);
		}
		return out.toByteArray();
	}

	private static byte[] zip(String name, byte[] content) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.putNextEntry(new ZipEntry("first.txt"));
			zip.write(bytes("nothing"));
			zip.putNextEntry(new ZipEntry(name));
			zip.write(content);
		}
		return out.toByteArray();
	}

	@Test
	void findsAPlantedSecretInEachKindOfFile() throws IOException {
		Map<String, byte[]> files = new TreeMap<>();
		files.put("server.log", bytes(NOISE + SECRET + NOISE));
		files.put("evidence.csv.gz", gzip(bytes(NOISE + SECRET)));
		files.put("diagnostics.zip", zip("log.txt", bytes(SECRET)));
		files.put("export.xlsx", zip("xl/sharedStrings.xml", bytes("<si>" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8) + "</si>")));
		files.put("packed twice.gz", gzip(zip("evidence.gz", gzip(bytes(NOISE + SECRET + NOISE)))));
		files.put("address.txt", bytes("GET /x?token=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8)));
		files.put("header.txt", bytes("Authorization: Basic " + Base64.getEncoder().encodeToString(bytes("client:" + SECRET))));
		files.put("token.txt", bytes(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes("{\"a\":\"" + SECRET + "\"}"))));
		files.put("answer.json", bytes("{\"error\":\"" + SECRET.replace("\"", "\\\"").replace("/", "\\/") + "\"}"));
		files.put("db.dat", (NOISE + SECRET).getBytes(StandardCharsets.UTF_16BE));
		files.put("seg0/c1.dat", (SECRET + NOISE).getBytes(StandardCharsets.UTF_16LE));
		files.put("broken.gz", new byte[] { 0x1f, (byte) 0x8b, 'x', 'y', 'a', 'n', 'o', 't', 'h', 'e', 'r', '-', 's', 'e', 'c', 'r', 'e', 't',
				'-', '0', '8', '1', '5' });
		files.put("another-secret-0815.txt", bytes("its name tells"));
		for (Map.Entry<String, byte[]> file : files.entrySet()) {
			Path path = folder.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.write(path, file.getValue());
		}

		List<SecretSearch.Found> found = search.folder(folder);

		for (String name : files.keySet()) {
			assertTrue(found.stream().anyMatch(each -> each.where().contains(name)), name + " is not among " + found);
		}
	}

	@Test
	void findsItInBase64WhereverItBegins() {
		for (int before = 0; before < 9; before++) {
			String text = Base64.getMimeEncoder(0, new byte[0]).encodeToString(bytes("x".repeat(before) + SECRET + "tail"));
			assertEquals(1, search.text("header", text).size(), text);
		}
	}

	@Test
	void findsItWhereOneBufferEndsAndTheNextBegins() {
		for (int before = (1 << 16) - 40; before < (1 << 16) + 60; before++) {
			assertEquals(1, search.text("log", "x".repeat(before) + SECRET).size(), "after " + before);
			assertEquals(1, search.text("log", "x".repeat(before) + SECRET + "y".repeat(200_000)).size(), "after " + before);
		}
	}

	@Test
	void findsNothingWhereNothingIs() throws IOException {
		Files.write(folder.resolve("server.log"), bytes(NOISE + SECRET.substring(1) + " " + SECRET.substring(0, SECRET.length() - 1)));
		Files.write(folder.resolve("evidence.gz"), gzip(bytes(NOISE)));
		Files.write(folder.resolve("empty"), new byte[0]);

		assertEquals(List.of(), search.folder(folder));
		assertEquals(List.of(), search.text("too short to be looked for", "short"));
	}

	@Test
	void itsOwnWordsDoNotTellTheSecret() {
		List<SecretSearch.Found> found = search.text("log", SECRET);

		assertFalse(found.isEmpty());
		assertFalse(found.toString().contains(SECRET));
	}
}
