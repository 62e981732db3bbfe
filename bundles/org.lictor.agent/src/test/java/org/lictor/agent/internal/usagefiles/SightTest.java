package org.lictor.agent.internal.usagefiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of users, folders and the registry. */
class SightTest {

	@TempDir
	Path temp;

	@Test
	void findsTheUsersOfAUnixHost() throws IOException {
		Path passwd = Files.writeString(temp.resolve("passwd"), """
				root:x:0:0:root:/root:/bin/bash
				daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
				ann:x:1000:1000:Ann,,,:/home/ann:/bin/zsh
				not a line
				""");
		Path users = Files.createDirectory(temp.resolve("Users"));
		Files.createDirectory(users.resolve("bob"));
		Files.createDirectory(users.resolve(".hidden"));

		List<Home> homes = new UnixHomes(passwd, users, "me", Path.of("/me")).list();

		assertEquals(List.of("root", "ann", "bob", "me"), homes.stream().map(Home::user).toList());
		assertEquals(Path.of("/home/ann/AppData/Roaming"), homes.get(1).folders().get("roaming"));
		assertEquals(List.of("me"), new UnixHomes(temp.resolve("none"), temp.resolve("none"), "me", Path.of("/me")).list()
				.stream().map(Home::user).toList());
	}

	@Test
	void findsTheUsersThatAreLoggedInToWindows() throws IOException {
		Registry registry = new Registry() {
			@Override
			public Map<String, String> values(String key) {
				return key.equals("HKU\\S-1-5-21-1-2-3-1001\\Volatile Environment")
						? Map.of("USERNAME", "jdoe", "USERDOMAIN", "ACME", "USERPROFILE", "/u/jdoe", "APPDATA", "/net/jdoe")
						: Map.of();
			}

			@Override
			public List<String> subkeys(String key) {
				return List.of(".DEFAULT", "S-1-5-18", "S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-1001_Classes",
						"S-1-5-21-1-2-3-1002");
			}
		};

		assertEquals(List.of(new Home("ACME\\jdoe", "S-1-5-21-1-2-3-1001",
				Map.of("home", Path.of("/u/jdoe"), "roaming", Path.of("/net/jdoe")))), new WindowsHomes(registry).list());
	}

	private RegExe reg(String script) throws IOException {
		Path program = Files.writeString(temp.resolve("reg"), "#!/bin/sh\n" + script);
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
		return new RegExe(List.of(program.toString(), "query"), Duration.ofSeconds(20));
	}

	@Test
	void readsWhatRegExeWrites() throws IOException {
		RegExe reg = reg("""
				test "$1" = query || exit 3
				cat <<'END'

				HKEY_CURRENT_USER\\SOFTWARE\\Autodesk\\MC3
				    ADAOptIn    REG_DWORD    0x1
				    A name with blanks    REG_SZ    C:\\a  b
				    Empty    REG_SZ
				    Big    REG_DWORD    0xffffffff

				HKEY_CURRENT_USER\\SOFTWARE\\Autodesk\\MC3\\Sub
				HKEY_CURRENT_USER\\SOFTWARE\\Autodesk\\MC3\\Sub 2
				END
				""");

		assertEquals(Map.of("ADAOptIn", "1", "A name with blanks", "C:\\a  b", "Big", "4294967295"),
				reg.values("HKCU\\SOFTWARE\\Autodesk\\MC3"));
		assertEquals(List.of("Sub", "Sub 2"), reg.subkeys("HKCU\\SOFTWARE\\Autodesk\\MC3"));
	}

	@Test
	void takesAKeyThatIsNotThereForEmpty() throws IOException {
		RegExe reg = reg("echo 'ERROR: The system was unable to find the specified registry key or value.' >&2; exit 1\n");

		assertEquals(Map.of(), reg.values("HKLM\\SOFTWARE\\Nothing"));
		assertEquals(List.of(), reg.subkeys("HKLM\\SOFTWARE\\Nothing"));
	}

	@Test
	void endsAProgramThatHangs() throws IOException {
		Path program = temp.resolve("reg");
		reg("sleep 600\n");
		RegExe hangs = new RegExe(List.of(program.toString(), "query"), Duration.ofMillis(200));

		IOException e = assertThrows(IOException.class, () -> hangs.values("HKLM\\SOFTWARE"));
		assertTrue(e.getMessage().contains("HKLM\\SOFTWARE"), e.getMessage());
		assertThrows(IOException.class,
				() -> new RegExe(List.of(temp.resolve("none").toString()), Duration.ofSeconds(1)).values("HKLM\\X"));
	}

	@Test
	void waitsNoLongerThanItWantsTo() throws Exception {
		Patience patience = Patience.of(Duration.ofMillis(100));
		CountDownLatch back = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);

		assertEquals(Optional.empty(), patience.await("ann", () -> {
			begun.countDown();
			back.await();
			return "late";
		}));
		begun.await();
		assertEquals(Optional.empty(), patience.await("ann", () -> {
			throw new AssertionError("not while the first hangs");
		}));
		Patience patient = Patience.of(Duration.ofSeconds(20));
		assertEquals(Optional.of("bob"), patient.await("bob", () -> "bob"));
		assertThrows(ExecutionException.class, () -> patient.await("bob", () -> {
			throw new IOException("no");
		}));
		back.countDown();
	}

	@Test
	void seesFilesAsTheyAre() throws IOException {
		Path file = Files.writeString(temp.resolve("a.avro"), "12345");
		Instant time = Instant.parse("2026-11-25T08:00:00.123Z");
		Files.setLastModifiedTime(file, FileTime.from(time));

		assertEquals(List.of("a.avro"), FileView.REAL.names(temp));
		assertEquals(Optional.of(new FileView.Stamp(5, time)), FileView.REAL.stamp(file));
		assertEquals(Optional.empty(), FileView.REAL.stamp(temp), "a folder is no file");
		assertEquals(Optional.empty(), FileView.REAL.stamp(temp.resolve("none")));
		assertEquals(List.of(), FileView.REAL.names(temp.resolve("none")));
		assertEquals(List.of(), FileView.REAL.names(file));
		assertEquals("123", new String(FileView.REAL.read(file, 3)));
	}

	@Test
	void goesThroughFoldersByPattern() throws IOException {
		FakeFiles files = new FakeFiles();
		for (String folder : List.of("AutoCAD 2018/R22", "AutoCAD 2019 - English/R23", "AutoCAD LT 2018/R22", "AutoCAD x/R22")) {
			files.write("/r/Autodesk/" + folder + "/f", "", Instant.EPOCH);
		}
		Home home = new Home("ann", "", Map.of("roaming", Path.of("/r")));

		assertEquals(List.of(new PathPattern.Fit(Path.of("/r/Autodesk/AutoCAD 2018/R22/MC3"), "2018"),
				new PathPattern.Fit(Path.of("/r/Autodesk/AutoCAD 2019 - English/R23/MC3"), "2019")),
				new PathPattern("{roaming}/Autodesk/AutoCAD {year}*/*/MC3").fits(home, files));
		assertEquals(List.of(), new PathPattern("{home}/Autodesk/AutoCAD {year}").fits(home, files), "no such place");
		assertEquals(List.of(), new PathPattern("/etc/{year}").fits(home, files), "not below a folder of the user's");
	}

	@Test
	void givesUpWhereThereAreTooManyFolders() {
		FakeFiles files = new FakeFiles();
		for (int i = 0; i < 3000; i++) {
			files.write("/r/" + i + "/f", "", Instant.EPOCH);
		}

		assertThrows(IOException.class,
				() -> new PathPattern("{roaming}/*/x").fits(new Home("a", "", Map.of("roaming", Path.of("/r"))), files));
	}

	@Test
	void findsAValueInJson() {
		String json = "{\"a\":{\"b\":[{\"id\":\"x\",\"v\":1},{\"id\":\"y.z\",\"v\":true},{\"v\":3},7]}}";

		assertEquals(Optional.of("1"), ConsentReader.value(JsonParser.parseString(json), "a.b[id=x].v"));
		assertEquals(Optional.of("true"), ConsentReader.value(JsonParser.parseString(json), "a.b[id=y.z].v"));
		for (String place : List.of("a.c", "c", "a", "a.b[id=q].v", "a.b[id=x].w")) {
			assertEquals(Optional.empty(), ConsentReader.value(JsonParser.parseString(json), place), place);
		}
	}
}
