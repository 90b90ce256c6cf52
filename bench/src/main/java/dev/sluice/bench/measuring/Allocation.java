package dev.sluice.bench.measuring;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.TreeMap;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/// Bytes that the threads of another JVM have allocated, read over its local management agent.
public final class Allocation implements AutoCloseable {

    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private Allocation(JMXConnector connector, ThreadMXBean threads) {
        this.connector = connector;
        this.threads = threads;
    }

    /// Attaches to a JVM of the same user on this machine.
    public static Allocation of(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            return new Allocation(connector, ManagementFactory.newPlatformMXBeanProxy(
                    connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class));
        } catch (AttachNotSupportedException refused) {
            throw new IOException("process " + pid + " cannot be attached to (expected: a JVM)", refused);
        }
    }

    /// Bytes allocated until now, by the names of the threads, numbers left out. Those that serve this
    /// question are not among them.
    public Map<String, Long> byThread() {
        long[] ids = threads.getAllThreadIds();
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<String, Long> allocated = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && bytes[i] > 0 && !infos[i].getThreadName().startsWith("RMI ")) {
                allocated.merge(infos[i].getThreadName().replaceAll("[-#0-9 ]+$", ""), bytes[i], Long::sum);
            }
        }
        return allocated;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
