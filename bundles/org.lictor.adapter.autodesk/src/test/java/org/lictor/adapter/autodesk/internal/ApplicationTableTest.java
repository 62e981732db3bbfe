package org.lictor.adapter.autodesk.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lictor.spi.WatchedApplication;
import org.lictor.spi.WatchedApplication.Kind;

class ApplicationTableTest {

	private static final List<WatchedApplication> RULES = ApplicationTable.load();

	/** What an agent makes of a process. */
	private record Found(String rule, Kind kind, String product, String version) {
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# path                                                                        | command line                          | rule | product | version
			/opt/site/Autodesk/AutoCAD 2024/acad                                          |                                       | autocad | AutoCAD | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | "acad.exe" /product ACAD /language "en-US" | autocad | AutoCAD | 2024
			C:\\PROGRAM FILES\\AUTODESK\\AUTOCAD 2023\\ACAD.EXE                               |                                       | autocad | AutoCAD | 2023
			D:\\CAD\\acad.exe                                                               |                                       | autocad | AutoCAD | ''
			C:\\AutoCAD 2020 old\\Autodesk\\AutoCAD 2024\\acad.exe                             |                                       | autocad | AutoCAD | 2024
			C:\\Projects 2019\\AutoCAD\\acad.exe                                             |                                       | autocad | AutoCAD | ''
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /ld "x.dbx" /p "<<C3D_Metric>>" /product C3D /language en-US | civil-3d | Civil 3D | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /product "ACA" /language "en-US" | autocad-architecture | AutoCAD Architecture | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /product MEP                 | autocad-mep | AutoCAD MEP | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /product MAP                 | autocad-map | AutoCAD Map 3D | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /product ACADM               | autocad-mechanical | AutoCAD Mechanical | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /product ACADE               | autocad-electrical | AutoCAD Electrical | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /product PLNT3D              | autocad-plant | AutoCAD Plant 3D | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /product ADVS                | advance-steel | Advance Steel | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /r ACAD-7100:409 | civil-3d | Civil 3D | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /r ACAD-7104:409 | autocad-architecture | AutoCAD Architecture | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /r ACAD-7106:409 | autocad-mep | AutoCAD MEP | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /r ACAD-7102:409 | autocad-map | AutoCAD Map 3D | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /r ACAD-7105:409 | autocad-mechanical | AutoCAD Mechanical | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /r ACAD-7107:409 | autocad-electrical | AutoCAD Electrical | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /r ACAD-F117:409 | autocad-plant | AutoCAD Plant 3D | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /r ACAD-7126:409 | advance-steel | Advance Steel | 2024
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe                               | acad.exe /r ACAD-7101:409 | autocad | AutoCAD | 2024
			/Applications/Autodesk/AutoCAD 2024/AutoCAD 2024.app/Contents/MacOS/AutoCAD   |                                       | autocad-mac | AutoCAD | 2024
			C:\\Program Files\\Autodesk\\AutoCAD LT 2025\\acadlt.exe                          |                                       | autocad-lt | AutoCAD LT | 2025
			/Applications/Autodesk/AutoCAD LT 2024/AutoCAD LT 2024.app/Contents/MacOS/AutoCAD LT | | autocad-lt | AutoCAD LT | 2024
			C:\\Program Files\\Autodesk\\Revit 2025\\Revit.exe                                |                                       | revit | Revit | 2025
			C:\\Program Files\\Autodesk\\Revit LT 2025\\Revit.exe                             |                                       | revit-lt | Revit LT | 2025
			C:\\Program Files\\Autodesk\\3ds Max 2025\\3dsmax.exe                             |                                       | 3dsmax | 3ds Max | 2025
			C:\\Program Files\\Autodesk\\Maya2025\\bin\\maya.exe                               |                                       | maya-program | Maya | 2025
			/opt/site/Autodesk/Maya2025/bin/maya.bin                                      |                                       | maya | Maya | 2025
			/usr/autodesk/maya2024/bin/maya.bin                                           | /usr/autodesk/maya2024/bin/maya.bin -file scene.ma | maya | Maya | 2024
			/Applications/Autodesk/maya2024/Maya.app/Contents/MacOS/Maya                  |                                       | maya-program | Maya | 2024
			C:\\Program Files\\Autodesk\\MayaLT2020\\bin\\maya.exe                             |                                       | maya-lt | Maya LT | 2020
			C:\\Program Files\\Autodesk\\Inventor 2024\\Bin\\Inventor.exe                      |                                       | inventor | Inventor | 2024
			C:\\Program Files\\Autodesk\\Inventor LT 2024\\Bin\\Inventor.exe                   |                                       | inventor-lt | Inventor LT | 2024
			C:\\Program Files\\Autodesk\\Navisworks Manage 2024\\Roamer.exe                   |                                       | navisworks-manage | Navisworks Manage | 2024
			C:\\Program Files\\Autodesk\\Navisworks Simulate 2024\\Roamer.exe                 |                                       | navisworks-simulate | Navisworks Simulate | 2024
			C:\\Program Files\\Autodesk\\Mudbox 2024\\mudbox.exe                              |                                       | mudbox | Mudbox | 2024
			/usr/autodesk/mudbox2024/mudbox                                               |                                       | mudbox | Mudbox | 2024
			C:\\Program Files\\Autodesk\\MotionBuilder 2025\\bin\\x64\\motionbuilder.exe        |                                       | motionbuilder | MotionBuilder | 2025
			/usr/autodesk/MotionBuilder2025/bin/linux_64/motionbuilder.bin                |                                       | motionbuilder | MotionBuilder | 2025
			C:\\Program Files\\Autodesk\\InfraWorks 2025\\InfraWorks.exe                      |                                       | infraworks | InfraWorks | 2025
			C:\\Program Files\\Autodesk\\Autodesk ReCap 2024\\ReCap.exe                       |                                       | recap | ReCap Pro | 2024
			C:\\Program Files\\Autodesk\\Robot Structural Analysis Professional 2024\\Exe\\robot.exe | | robot | Robot Structural Analysis Professional | 2024
			C:\\Program Files\\Autodesk\\Fabrication 2024\\CAMduct\\CAMduct.exe                |                                       | camduct | Fabrication CAMduct | 2024
			C:\\Program Files\\Autodesk\\Fabrication 2024\\ESTmep\\ESTmep.exe                  |                                       | estmep | Fabrication ESTmep | 2024
			C:\\Users\\ann\\AppData\\Local\\Autodesk\\webdeploy\\production\\0a1b2c\\Fusion360.exe | | fusion | Fusion | ''
			/Users/ann/Library/Application Support/Autodesk/webdeploy/production/0a1b/Autodesk Fusion.app/Contents/MacOS/Autodesk Fusion | | fusion | Fusion | ''
			C:\\Program Files\\Autodesk\\AliasAutoStudio2024.0\\bin\\Alias.exe                 |                                       | alias-autostudio | Alias AutoStudio | 2024
			C:\\Program Files\\Autodesk\\AliasSurface2024.0\\bin\\Alias.exe                    |                                       | alias-surface | Alias Surface | 2024
			C:\\Program Files\\Autodesk\\AliasConcept2024.0\\bin\\Alias.exe                    |                                       | alias-concept | Alias Concept | 2024
			C:\\Program Files\\Autodesk\\Alias Design 2018\\bin\\Alias.exe                     |                                       | alias-design | Alias Design | 2018
			C:\\Program Files\\Autodesk\\VREDPro-16.0\\bin\\WIN64\\VREDPro.exe                  |                                       | vred-professional | VRED Professional | ''
			C:\\Program Files\\Autodesk\\VREDDesign-16.0\\bin\\WIN64\\VREDDesign.exe            |                                       | vred-design | VRED Design | ''
			C:\\Program Files\\Autodesk\\Vault Client 2024\\Explorer\\Connectivity.VaultPro.exe | | vault-professional | Vault Professional | 2024
			""")
	void recognisesWhatPeopleWorkWith(String path, String commandLine, String rule, String product, String version) {
		assertEquals(Optional.of(new Found(rule, Kind.INTERACTIVE, product, version == null ? "" : version)),
				find(path, commandLine == null ? path : commandLine));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\accoreconsole.exe        |                           | acad-core | AutoCAD | 2024
			C:\\Program Files\\Autodesk\\3ds Max 2025\\3dsmaxcmd.exe            |                           | 3dsmax-batch | 3ds Max | 2025
			C:\\Program Files\\Autodesk\\3ds Max 2025\\3dsmaxbatch.exe          |                           | 3dsmax-batch | 3ds Max | 2025
			C:\\Program Files\\Autodesk\\Maya2025\\bin\\mayabatch.exe            |                           | maya-batch | Maya | 2025
			/usr/autodesk/maya2024/bin/mayapy                               |                           | maya-batch | Maya | 2024
			/usr/autodesk/maya2024/bin/mayapy.bin                           |                           | maya-batch | Maya | 2024
			/usr/autodesk/maya2024/bin/python-bin                           |                           | maya-python | Maya | 2024
			/usr/autodesk/maya2024/bin/Render                               |                           | maya-render | Maya | 2024
			C:\\Program Files\\Autodesk\\Maya2025\\bin\\Render.exe               |                           | maya-render | Maya | 2025
			/usr/autodesk/maya2024/bin/maya.bin                             | maya.bin -batch -file s.ma | maya-batch-mode | Maya | 2024
			C:\\Program Files\\Autodesk\\Navisworks Manage 2024\\FileToolsTaskRunner.exe | | navisworks-tasks | Navisworks Manage | 2024
			C:\\Program Files\\Autodesk\\Inventor 2024\\Bin\\InventorCoreConsole.exe | | inventor-core | Inventor | 2024
			C:\\Program Files\\Autodesk\\VREDPro-16.0\\bin\\WIN64\\VREDServerNode.exe | | vred-render | VRED Professional | ''
			""")
	void doesNotCountWhatWorksWithoutAPerson(String path, String commandLine, String rule, String product, String version) {
		assertEquals(Optional.of(new Found(rule, Kind.HEADLESS, product, version == null ? "" : version)),
				find(path, commandLine == null ? path : commandLine));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			C:\\Program Files (x86)\\Common Files\\Autodesk Shared\\AdskLicensing\\Current\\AdskLicensingService\\AdskLicensingService.exe | adsk-licensing
			/opt/Autodesk/AdskLicensing/16.6.0.16341/AdskLicensingService/AdskLicensingService | adsk-licensing
			C:\\Program Files (x86)\\Common Files\\Autodesk Shared\\AdskLicensing\\Current\\AdskLicensingAgent\\AdskLicensingAgent.exe | adsk-licensing
			C:\\Program Files (x86)\\Common Files\\Autodesk Shared\\AdskLicensing\\Current\\helper\\AdskLicensingInstHelper.exe | adsk-licensing
			C:\\Program Files\\Common Files\\Autodesk Shared\\AdSSO\\AdSSO.exe | adsk-identity
			C:\\Program Files\\Autodesk\\AdskIdentityManager\\1.11\\AdskIdentityManager.exe | adsk-identity
			C:\\Program Files (x86)\\Autodesk\\Autodesk Desktop App\\AdAppMgrSvc.exe | adsk-desktop-app
			C:\\Program Files (x86)\\Autodesk\\Autodesk Desktop App\\AutodeskDesktopApp.exe | adsk-desktop-app
			C:\\Users\\ann\\AppData\\Roaming\\Autodesk\\ADPSDK\\bin\\ADPClientService.exe | adsk-analytics
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\AdpSDKUtil.exe | adsk-analytics
			C:\\Program Files\\Autodesk\\AdODIS\\V1\\Access\\AdskAccessCore.exe | adsk-access
			C:\\Program Files\\Autodesk\\AdODIS\\V1\\Setup\\AdskAccessUIHost.exe | adsk-access
			C:\\Program Files\\Autodesk\\AdODIS\\V1\\Setup\\AdskAccessServiceHost.exe | adsk-access
			C:\\Program Files\\Autodesk\\Autodesk CER\\service\\cer_service.exe | adsk-error-report
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\senddmp.exe | adsk-error-report
			C:\\Program Files\\Autodesk\\Genuine Service\\AdskGenuineServiceMonitor.exe | adsk-genuine
			C:\\Program Files\\Common Files\\Macrovision Shared\\FlexNet Publisher\\FNPLicensingService.exe | adsk-flexnet
			C:\\Program Files\\Common Files\\Autodesk Shared\\WSCommCntr\\lib\\WSCommCntr4.exe | adsk-communication
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acwebbrowser.exe | acad-web-browser
			C:\\Program Files\\Autodesk\\Revit 2025\\RevitWorker.exe | revit-worker
			C:\\Users\\ann\\AppData\\Local\\Autodesk\\webdeploy\\production\\0a1b\\FusionLauncher.exe | fusion-launcher
			C:\\Program Files\\Autodesk\\DWG TrueView 2024 - English\\dwgviewr.exe | dwg-trueview
			C:\\Program Files (x86)\\Autodesk\\Autodesk Design Review\\DesignReview.exe | design-review
			C:\\Program Files\\Autodesk\\Navisworks Freedom 2024\\Roamer.exe | navisworks-freedom
			C:\\Program Files\\Autodesk\\Inventor 2024\\Bin\\InventorView.exe | inventor-view
			""")
	void ignoresBackgroundProcessesAndFreeViewers(String path, String rule) {
		Found found = find(path, path).orElseThrow();

		assertEquals(rule, found.rule());
		assertEquals(Kind.IGNORED, found.kind());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\AdskLicensingService.exe
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\AdSSO.exe
			C:\\Program Files\\Autodesk\\Maya2025\\bin\\AdskAccessCore.exe
			C:\\Program Files\\Autodesk\\Revit 2025\\AdAppMgrSvc.exe
			C:\\Program Files\\Autodesk\\Navisworks Manage 2024\\ADPClientService.exe
			C:\\Program Files\\Autodesk\\3ds Max 2025\\cer_service.exe
			C:\\Program Files\\Autodesk\\Inventor 2024\\Bin\\FNPLicensingService64.exe
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\acad.exe.config
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\Setup.exe
			C:\\Program Files\\Autodesk\\AutoCAD 2024\\notacad.exe
			C:\\Program Files\\Autodesk\\Maya2025\\bin\\fcheck.exe
			/usr/bin/vi /usr/autodesk/maya2024/bin/maya.bin.txt
			/home/maya/bin/Render
			/home/maya/bin/maya
			C:\\Robots\\robot.exe
			C:\\Games\\Roamer.exe
			C:\\Tools\\Alias.exe
			""")
	void countsNothingElse(String path) {
		assertTrue(find(path, path).stream().allMatch(found -> found.kind() == Kind.IGNORED), () -> find(path, path).toString());
	}

	@Test
	void hasATestForEveryRule() throws Exception {
		Set<String> tested = new TreeSet<>();
		for (String method : List.of("recognisesWhatPeopleWorkWith", "doesNotCountWhatWorksWithoutAPerson",
				"ignoresBackgroundProcessesAndFreeViewers")) {
			for (var candidate : ApplicationTableTest.class.getDeclaredMethods()) {
				if (candidate.getName().equals(method)) {
					int column = method.startsWith("ignores") ? 1 : 2;
					candidate.getAnnotation(CsvSource.class).textBlock().lines().filter(line -> !line.startsWith("#"))
							.forEach(line -> tested.add(line.split("\\|")[column].strip()));
				}
			}
		}

		assertEquals(RULES.stream().map(WatchedApplication::id).collect(Collectors.toCollection(TreeSet::new)), tested);
	}

	@Test
	void triesRulesThatTakeSomethingAwayBeforeThoseThatCount() {
		List<Kind> kinds = new ArrayList<>();
		RULES.stream().map(WatchedApplication::kind).filter(kind -> kinds.isEmpty() || kinds.getLast() != kind).forEach(kinds::add);

		assertEquals(List.of(Kind.IGNORED, Kind.HEADLESS, Kind.INTERACTIVE), kinds);
	}

	@Test
	void saysInWhichLineOfTheTableAMistakeIs() {
		IllegalArgumentException mistake = assertThrows(IllegalArgumentException.class,
				() -> ApplicationTable.read(new BufferedReader(new StringReader("# words\n\nacad  interactive  AutoCAD\n")), UsageFileTable.load()));

		assertEquals("applications.txt, line 3: 3 columns instead of 5 or 6", mistake.getMessage());
	}

	/** As an agent does it. */
	private static Optional<Found> find(String path, String commandLine) {
		for (WatchedApplication rule : RULES) {
			Matcher program = Pattern.compile(rule.path(), Pattern.CASE_INSENSITIVE).matcher(path.replace('\\', '/'));
			boolean fits = program.find() && (rule.commandLine().isEmpty()
					|| Pattern.compile(rule.commandLine().get(), Pattern.CASE_INSENSITIVE).matcher(commandLine).find());
			if (fits) {
				boolean versioned = rule.path().contains("(?<version>");
				String version = versioned ? Optional.ofNullable(program.group("version")).orElse("") : "";
				return Optional.of(new Found(rule.id(), rule.kind(), rule.product(), version));
			}
		}
		return Optional.empty();
	}
}
