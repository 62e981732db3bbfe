package org.lictor.store.internal;

import java.util.ArrayList;
import java.util.List;

import org.lictor.store.AccessTokenStore;
import org.lictor.store.AgentEvidenceStore;
import org.lictor.store.AgentStore;
import org.lictor.store.ConsentStore;
import org.lictor.store.Dictionary;
import org.lictor.store.DirectoryStore;
import org.lictor.store.EnrolmentTokenStore;
import org.lictor.store.EventLogStore;
import org.lictor.store.FactStore;
import org.lictor.store.GroupStore;
import org.lictor.store.MappingStore;
import org.lictor.store.MonitorStore;
import org.lictor.store.ServerStore;
import org.lictor.store.SessionStore;
import org.lictor.store.SettingStore;
import org.lictor.store.RegistrationStore;
import org.lictor.store.ReportGroupStore;
import org.lictor.store.SourceEvidenceStore;
import org.lictor.store.TextStore;
import org.lictor.store.Transaction;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.folder.EvidenceFiles;
import org.lictor.store.internal.folder.IncomingFile;
import org.lictor.store.internal.masters.JpaAccessTokens;
import org.lictor.store.internal.masters.JpaAgents;
import org.lictor.store.internal.masters.JpaEnrolmentTokens;
import org.lictor.store.internal.masters.JpaGroups;
import org.lictor.store.internal.masters.JpaMappings;
import org.lictor.store.internal.masters.JpaReportGroups;
import org.lictor.store.internal.masters.JpaServers;
import org.lictor.store.internal.masters.JpaSettings;
import org.lictor.store.internal.masters.Masters;
import org.lictor.store.internal.segments.SessionSegments;
import org.lictor.store.internal.volume.JdbcAgentEvidence;
import org.lictor.store.internal.volume.JdbcConsents;
import org.lictor.store.internal.volume.JdbcDictionary;
import org.lictor.store.internal.volume.JdbcDirectories;
import org.lictor.store.internal.volume.JdbcEventLog;
import org.lictor.store.internal.volume.JdbcFacts;
import org.lictor.store.internal.volume.JdbcMonitors;
import org.lictor.store.internal.volume.JdbcRegistrations;
import org.lictor.store.internal.volume.JdbcSessions;
import org.lictor.store.internal.volume.JdbcSourceEvidence;
import org.lictor.store.internal.volume.JdbcTexts;
import org.lictor.store.internal.volume.KnownKeys;
import org.lictor.store.internal.volume.ServerRemoval;
import org.lictor.store.internal.volume.TermCache;

import jakarta.persistence.EntityManager;

/** One transaction: entities and plain SQL on one connection. */
final class StoreTransaction implements Transaction {

	private final Sql sql;
	private final Masters masters;
	private final EvidenceFiles files;
	private final TermCache terms;
	private final SessionSegments segments;
	private final KnownKeys knownKeys;
	private final List<IncomingFile> settled = new ArrayList<>();
	private JdbcDictionary dictionary;
	private JdbcFacts facts;
	private JdbcAgentEvidence agentEvidence;
	private JdbcSessions sessions;
	private boolean bytesDoomed;

	StoreTransaction(EntityManager entities, Sql sql, EvidenceFiles files, TermCache terms,
			SessionSegments segments, KnownKeys knownKeys) {
		this.sql = sql;
		this.masters = new Masters(entities, sql);
		this.files = files;
		this.terms = terms;
		this.segments = segments;
		this.knownKeys = knownKeys;
	}

	@Override
	public ServerStore servers() {
		return new JpaServers(masters, server -> {
			new ServerRemoval(sql).remove(server);
			terms.accountsChange();
			bytesDoomed = true;
		});
	}

	@Override
	public SettingStore settings() {
		return new JpaSettings(masters);
	}

	@Override
	public GroupStore groups() {
		return new JpaGroups(masters);
	}

	@Override
	public AgentStore agents() {
		return new JpaAgents(masters);
	}

	@Override
	public ConsentStore consents() {
		return new JdbcConsents(sql);
	}

	@Override
	public RegistrationStore registrations() {
		return new JdbcRegistrations(sql);
	}

	@Override
	public EnrolmentTokenStore enrolmentTokens() {
		return new JpaEnrolmentTokens(masters);
	}

	@Override
	public AccessTokenStore accessTokens() {
		return new JpaAccessTokens(masters);
	}

	@Override
	public MappingStore mappings() {
		return new JpaMappings(masters);
	}

	@Override
	public ReportGroupStore reportGroups() {
		return new JpaReportGroups(masters);
	}

	@Override
	public DirectoryStore directories() {
		return new JdbcDirectories(sql);
	}

	@Override
	public EventLogStore eventLog() {
		return new JdbcEventLog(sql);
	}

	@Override
	public SourceEvidenceStore sourceEvidence() {
		return new JdbcSourceEvidence(sql, files, settled::add, () -> bytesDoomed = true);
	}

	@Override
	public AgentEvidenceStore agentEvidence() {
		if (agentEvidence == null) {
			agentEvidence = new JdbcAgentEvidence(sql);
		}
		return agentEvidence;
	}

	@Override
	public MonitorStore monitors() {
		return new JdbcMonitors(sql);
	}

	@Override
	public FactStore facts() {
		if (facts == null) {
			facts = new JdbcFacts(sql, words());
		}
		return facts;
	}

	@Override
	public SessionStore sessions() {
		if (sessions == null) {
			sessions = new JdbcSessions(sql, words(), segments, knownKeys, sql.writable());
		}
		return sessions;
	}

	@Override
	public TextStore texts() {
		return new JdbcTexts(sql, terms);
	}

	@Override
	public Dictionary dictionary() {
		return words();
	}

	private JdbcDictionary words() {
		if (dictionary == null) {
			dictionary = new JdbcDictionary(terms, sql);
		}
		return dictionary;
	}

	/** @return whether evidence was removed or replaced, so that bytes may have to go */
	boolean bytesDoomed() {
		return bytesDoomed;
	}

	/** Called after the commit, before anybody else reads. */
	void committed() {
		if (dictionary != null) {
			dictionary.committed();
		}
		if (sessions != null) {
			sessions.committed();
		}
	}

	/** @return files that moved to their place in this transaction */
	List<IncomingFile> settled() {
		return settled;
	}
}
