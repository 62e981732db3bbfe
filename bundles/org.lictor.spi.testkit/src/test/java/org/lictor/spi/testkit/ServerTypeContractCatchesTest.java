package org.lictor.spi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.PollResult;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;

/** The contract is worth something only if it catches who breaks it. */
class ServerTypeContractCatchesTest {

	@TempDir
	Path folder;

	private final CountDownLatch end = new CountDownLatch(1);

	@AfterEach
	void letThreadsGo() {
		end.countDown();
	}

	@Test
	void passesATypeThatDoesEverythingRight() {
		assertEquals(Set.of(), caught(LineServerType::new));
	}

	@Test
	void catchesABadId() {
		catches("hasAnIdOfLowerCaseLettersDigitsAndDashes", () -> new LineServerType() {
			@Override
			public String id() {
				return "My Lines";
			}
		});
	}

	@Test
	void catchesAFieldWithoutHelpAndADefaultThatIsNone() {
		Supplier<ServerType> careless = () -> new LineServerType() {
			@Override
			public ConfigurationSchema schema() {
				return ConfigurationSchema.of(
						Field.required("file", "File", Field.Kind.FILE, ""),
						Field.optional("interval", "Interval", Field.Kind.DURATION, "How often it is read.").withDefault("often"));
			}
		};
		catches("explainsEveryField", careless);
		catches("hasDefaultsThatPassItsOwnCheck", careless);
	}

	@Test
	void catchesVerifyingThatBlamesTheWrongField() {
		catches("namesTheFieldsAtFault", () -> new LineServerType() {
			@Override
			public Verification verify(Configuration configuration, MonitorContext context, Call call) {
				Verification right = super.verify(configuration, context, call);
				return right.good() ? right
						: new Verification(right.status(), List.of(new FieldProblem("password", "It is wrong.")));
			}
		});
	}

	@Test
	void catchesAPollThatThrows() {
		catches("tellsTroubleAsAStatus", () -> new LineServerType() {
			@Override
			public Monitor open(Configuration configuration, MonitorContext context) {
				return monitor(super.open(configuration, context), (right, call) -> {
					if (right instanceof PollResult.Collected collected && collected.status().state() != Status.State.UP) {
						throw new UncheckedIOException(new IOException("no such file"));
					}
					return right;
				});
			}
		});
	}

	@Test
	void catchesAPollThatForgetsTheDeadline() {
		catches("pollsWithoutAnExceptionWhenCalledOffOrTooLate", () -> new LineServerType() {
			@Override
			public Monitor open(Configuration configuration, MonitorContext context) {
				return monitor(super.open(configuration, context), (right, call) -> ask(context, right));
			}
		});
	}

	@Test
	void catchesAPollThatTakesAnErrorForAnAnswer() {
		catches("survivesEveryKindOfNetwork", () -> new LineServerType() {
			@Override
			public Monitor open(Configuration configuration, MonitorContext context) {
				return monitor(super.open(configuration, context),
						(right, call) -> call.progress().cancelled() ? right : ask(context, right));
			}
		});
	}

	@Test
	void catchesATypeThatReachesOutBeforeItIsPolled() {
		catches("touchesNoNetworkUntilItIsPolled", () -> new LineServerType() {
			@Override
			public Monitor open(Configuration configuration, MonitorContext context) {
				ask(context, PollResult.failed(Status.up("")));
				return super.open(configuration, context);
			}
		});
	}

	@Test
	void catchesAMonitorThatCannotBeClosedTwice() {
		catches("mayBeClosedTwice", () -> new LineServerType() {
			@Override
			public Monitor open(Configuration configuration, MonitorContext context) {
				Monitor right = super.open(configuration, context);
				return new Monitor() {
					private boolean closed;

					@Override
					public PollResult poll(Call call) {
						return right.poll(call);
					}

					@Override
					public void close() {
						if (closed) {
							throw new IllegalStateException("closed already");
						}
						closed = true;
					}
				};
			}
		});
	}

	@Test
	void catchesAThreadLeftBehind() {
		catches("leavesNoThreadBehind", () -> new LineServerType() {
			@Override
			public Monitor open(Configuration configuration, MonitorContext context) {
				Thread.ofPlatform().daemon().start(() -> {
					try {
						end.await();
					} catch (InterruptedException e) {
						Thread.currentThread().interrupt();
					}
				});
				return super.open(configuration, context);
			}
		});
	}

	@Test
	void catchesASecretThatIsTold() {
		catches("keepsSecretsToItself", () -> new LineServerType() {
			@Override
			public Verification verify(Configuration configuration, MonitorContext context, Call call) {
				return new Verification(Status.up("Password " + context.secrets().secret("password").map(String::valueOf)),
						List.of());
			}
		});
	}

	@Test
	void catchesInterpretingThatDependsOnTheMachine() {
		catches("saysTheSameOfTheSameEvidence", () -> new LineServerType() {
			@Override
			public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
				sink.observe(sample("hour", LocalDateTime.ofInstant(evidence.observedAt(), ZoneId.systemDefault()).getHour()));
				return super.interpret(evidence, configuration, sink);
			}
		});
	}

	@Test
	void catchesInterpretingThatIsAllOrNothing() {
		Supplier<ServerType> strict = () -> new LineServerType() {
			@Override
			public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
				Interpretation right = super.interpret(evidence, configuration, sink);
				return right instanceof Interpretation.Understood understood && understood.rejected() > 0
						? refused(evidence, "a line is bad")
						: right;
			}
		};
		catches("usesWhatStoodBeforeTheEndOfEvidenceCutOff", strict);
		catches("usesWhatStoodBeforeADamage", strict);
	}

	@Test
	void catchesInterpretingThatThrowsOnDamage() {
		catches("usesWhatStoodBeforeADamage", () -> new LineServerType() {
			@Override
			public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
				if (super.interpret(evidence, configuration, sink) instanceof Interpretation.Understood understood
						&& understood.rejected() > 0) {
					throw new IllegalStateException("a line is bad");
				}
				return super.interpret(evidence, configuration, new FakeSink());
			}
		});
	}

	@Test
	void catchesInterpretingThatGoesOnWhenAskedToStop() {
		catches("stopsInterpretingWhenAsked", () -> new LineServerType() {
			@Override
			public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
				FakeSink all = new FakeSink();
				Interpretation result = super.interpret(evidence, configuration, all);
				all.observations().forEach(sink::observe);
				return result;
			}
		});
	}

	@Test
	void catchesAStreamLeftOpen() {
		catches("understandsEverySample", () -> new LineServerType() {
			@Override
			public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
				try {
					InputStream forgotten = evidence.content().open();
					forgotten.read();
				} catch (IOException e) {
					return refused(evidence, "cannot be read");
				}
				return super.interpret(evidence, configuration, sink);
			}
		});
	}

	@Test
	void catchesNonsenseThatIsTaken() {
		catches("refusesNonsenseWithASentence", () -> new LineServerType() {
			@Override
			public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
				Interpretation right = super.interpret(evidence, configuration, sink);
				return right instanceof Interpretation.Refused ? new Interpretation.Understood("Lines", 0, 0, Set.of()) : right;
			}
		});
	}

	@Test
	void catchesDenialsThatAreNotTold() {
		catches("bringsWhatItsCapabilitiesPromise", () -> new LineServerType() {
			@Override
			public Set<Capability> capabilities() {
				return Set.of(Capability.SNAPSHOT, Capability.IMPORT, Capability.DENIALS);
			}
		});
	}

	@Test
	void catchesAPromiseThatIsNotKept() {
		catches("bringsWhatItsCapabilitiesPromise", () -> new LineServerType() {
			@Override
			public Set<Capability> capabilities() {
				return Set.of(Capability.SNAPSHOT, Capability.IMPORT, Capability.SESSIONS);
			}
		});
	}

	@Test
	void catchesApplicationsThatNobodyMayWatchOrThatAreTooGreedy() {
		Supplier<ServerType> greedy = () -> new LineServerType() {
			@Override
			public List<WatchedApplication> applications() {
				WatchedApplication all = new WatchedApplication("all", "Everything", WatchedApplication.Kind.INTERACTIVE, "",
						Optional.empty());
				return List.of(all, all);
			}
		};
		catches("namesApplicationsOnlyForAgents", greedy);
		catches("namesEveryApplicationOnce", greedy);
		catches("takesNoOrdinaryProgramForItsOwn", greedy);
	}

	@Test
	void catchesAnExpressionThatTakesForEver() {
		catches("recognisesApplicationsInNoTime", () -> new LineServerType() {
			@Override
			public List<WatchedApplication> applications() {
				return List.of(new WatchedApplication("slow", "Slow", WatchedApplication.Kind.INTERACTIVE,
						"(.*)(.*)(.*)(.*)(.*)no such program", Optional.empty()));
			}
		});
	}

	@Test
	void hasNoTestThatAServerTypeCouldOverride() {
		List<Method> open = tests().filter(method -> !java.lang.reflect.Modifier.isFinal(method.getModifiers())).toList();

		assertEquals(List.of(), open);
		assertTrue(tests().count() >= 30, "tests are found");
	}

	private void catches(String test, Supplier<ServerType> broken) {
		Set<String> caught = caught(broken, test);
		assertEquals(Set.of(test), caught);
	}

	/** Runs the tests of the contract, or those named, and says which failed. */
	private Set<String> caught(Supplier<ServerType> type, String... names) {
		Set<String> wanted = Set.of(names);
		Set<String> failed = new TreeSet<>();
		tests().filter(method -> wanted.isEmpty() || wanted.contains(method.getName())).forEach(method -> {
			ServerTypeContractTest contract = new LineContract(type);
			try {
				contract.folder = Files.createTempDirectory(folder, "contract");
				method.invoke(contract);
			} catch (InvocationTargetException e) {
				failed.add(method.getName());
			} catch (ReflectiveOperationException | IOException e) {
				throw new IllegalStateException(method.getName(), e);
			}
		});
		return failed;
	}

	private static Stream<Method> tests() {
		return Stream.of(ServerTypeContractTest.class.getDeclaredMethods())
				.filter(method -> method.isAnnotationPresent(Test.class));
	}

	private interface Change {
		PollResult change(PollResult right, Call call);
	}

	private static Monitor monitor(Monitor right, Change change) {
		return new Monitor() {
			@Override
			public PollResult poll(Call call) {
				return change.change(right.poll(call), call);
			}

			@Override
			public void close() {
				right.close();
			}
		};
	}

	private static PollResult ask(MonitorContext context, PollResult result) {
		try {
			context.http().send(HttpRequest.newBuilder(URI.create("https://licences.example.com/")).build()).body().close();
			return result;
		} catch (IOException e) {
			return PollResult.failed(Status.down(Status.Detail.COMMUNICATION, "No answer."));
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return PollResult.failed(Status.down(Status.Detail.COMMUNICATION, "Called off."));
		}
	}

	/** Not found by name as a test of its own: it needs a type. */
	private static final class LineContract extends ServerTypeContractTest {

		private final Supplier<ServerType> type;

		LineContract(Supplier<ServerType> type) {
			this.type = type;
		}

		@Override
		Duration patience() {
			return Duration.ofSeconds(1);
		}

		@Override
		protected ServerType type() {
			return type.get();
		}

		@Override
		protected List<Candidate> goodConfigurations(Path folder) throws IOException {
			Path file = Files.write(folder.resolve("lines.txt"), lines());
			return List.of(Candidate.good("a file", Map.of("file", file.toString())).with(Map.of("password", "hunter2"),
					request -> FakeHttp.response(request, 200, Map.of(), new byte[0])));
		}

		@Override
		protected List<Candidate> badConfigurations(Path folder) {
			return List.of(Candidate.bad("no file", Map.of("file", folder.resolve("missing.txt").toString()), "file"));
		}

		@Override
		protected List<EvidenceSample> samples() {
			return List.of(EvidenceSample.file("lines.txt", lines()).with(Map.of("file", "lines.txt")));
		}

		private static byte[] lines() {
			List<String> lines = new ArrayList<>();
			for (int i = 10; i < 40; i++) {
				lines.add("product" + i + " " + i);
			}
			return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
		}
	}
}
