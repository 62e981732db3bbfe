/** Says on the host why something is counted or not, and what was told to whom. */
package org.lictor.agent.internal.doctor;
