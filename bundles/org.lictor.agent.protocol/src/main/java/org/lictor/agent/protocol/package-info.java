package org.lictor.agent.protocol;
