/**
 * What agents and servers say to each other: HTTPS, JSON in UTF-8, gzip where it pays. The agent always calls, the
 * server never does.
 *
 * <table>
 * <caption>Calls</caption>
 * <tr><th>Call</th><th>Sent</th><th>Answer</th></tr>
 * <tr><td>POST {@link org.lictor.agent.protocol.Protocol#ENROL_PATH}</td>
 *     <td>{@link org.lictor.agent.protocol.EnrolmentRequest}</td>
 *     <td>200 {@link org.lictor.agent.protocol.EnrolmentAnswer}</td></tr>
 * <tr><td>GET {@link org.lictor.agent.protocol.Protocol#CONFIGURATION_PATH}{@code ?wait=}seconds</td>
 *     <td>{@code If-None-Match} with the etag it has, if any</td>
 *     <td>200 {@link org.lictor.agent.protocol.AgentConfiguration} with the header {@code ETag} as soon as it differs
 *     from the one named or an examination is wished for, 304 when it did not change for so long</td></tr>
 * <tr><td>POST {@link org.lictor.agent.protocol.Protocol#EVENTS_PATH}</td>
 *     <td>{@link org.lictor.agent.protocol.EventBatch}</td>
 *     <td>200 {@link org.lictor.agent.protocol.Acknowledgement}</td></tr>
 * <tr><td>POST {@link org.lictor.agent.protocol.Protocol#EXAMINATIONS_PATH}</td>
 *     <td>{@link org.lictor.agent.protocol.ExaminationReport}, when a configuration came with an
 *     {@link org.lictor.agent.protocol.ExaminationRequest}</td>
 *     <td>200 {@link org.lictor.agent.protocol.Acknowledgement} of nothing, also when nobody waits for it any more</td></tr>
 * </table>
 *
 * <p>All but the first carry {@code Authorization: Bearer} with the agent's secret. Every call carries the header
 * {@link org.lictor.agent.protocol.Protocol#VERSION_HEADER}. Whatever is refused is answered with a
 * {@link org.lictor.agent.protocol.Problem}.
 *
 * <p>All types are immutable and safe to share between threads. No method takes or returns null; a text that is not
 * known is the empty string, any other value that is not known is an empty optional. Fields that a reader does not know
 * are ignored, so that either side may grow; a change that the other side must understand raises
 * {@link org.lictor.agent.protocol.Protocol#VERSION}.
 */
@org.osgi.annotation.versioning.Version("1.4.0")
package org.lictor.agent.protocol;
