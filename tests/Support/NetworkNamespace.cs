using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Tests.Support;

/// <summary>
/// A network of its own (network namespace) that ends with the object, whatever became of the test. Needs root and the program `ip`:
/// without them the test is skipped.
/// </summary>
/// <example>
/// <code>
/// using NetworkNamespace sender = new();
/// using NetworkNamespace receiver = new();
/// NetworkNamespace.Connect(sender, "xa", "10.91.1.1/24", receiver, "ra", "10.91.1.2/24");
/// receiver.Run(() => Receive());      // on a thread of its own inside the namespace; sockets opened there belong to it
/// </code>
/// </example>
public sealed partial class NetworkNamespace : IDisposable
{
    private const int CloneNewNet = 0x40000000;
    private const int OpenReadCloseOnExec = 0x80000;

    private static int _lastNumber;

    /// <summary>Makes an empty namespace whose loopback interface is up.</summary>
    public NetworkNamespace()
    {
        Require.Root();
        Require.Tool("ip");
        Name = $"fh{Environment.ProcessId:x}n{Interlocked.Increment(ref _lastNumber)}";
        Ip("netns", "add", Name);
        try
        {
            Ip("-n", Name, "link", "set", "lo", "up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Its name, as `ip netns` knows it.</summary>
    public string Name { get; }

    /// <summary>Joins two namespaces by a pair of virtual Ethernet interfaces, both up and connected.</summary>
    /// <remarks>Addresses are given with their prefix, as `10.91.1.1/24` or `fd00::1/64`.</remarks>
    public static void Connect(
        NetworkNamespace left, string leftDevice, string leftAddress, NetworkNamespace right, string rightDevice, string rightAddress)
    {
        // Made inside the one namespace with its peer in the other: no name can clash with an interface of the host.
        Ip("-n", left.Name, "link", "add", leftDevice, "type", "veth", "peer", "name", rightDevice, "netns", right.Name);
        left.SetUp(leftDevice, leftAddress);
        right.SetUp(rightDevice, rightAddress);
        left.AwaitCarrier(leftDevice);
        right.AwaitCarrier(rightDevice);
    }

    /// <summary>Runs `ip` inside the namespace, such as `link set ra down`.</summary>
    /// <param name="arguments">What follows `ip -n NAME`.</param>
    /// <exception cref="InvalidOperationException">It failed; the message is the program's.</exception>
    public void Ip(string arguments) => Ip(["-n", Name, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    /// <summary>Sets a kernel setting of the namespace, such as `net/ipv4/igmp_max_msf`.</summary>
    public void SetKernelSetting(string path, string value) => Run(() =>
    {
        // /proc/sys/net is that of the calling thread's namespace.
        File.WriteAllText($"/proc/sys/{path}", value);
    });

    /// <summary>Runs a program inside the namespace and returns what it printed.</summary>
    public string Execute(string program, params string[] arguments) => RunProgram("ip", ["netns", "exec", Name, program, .. arguments]);

    /// <summary>
    /// Runs <paramref name="body"/> on a thread of its own inside the namespace, and returns when it has ended; its exception comes out here.
    /// A socket stays in the namespace in which it was opened, whoever uses it later.
    /// </summary>
    public void Run(Action body) => Run(() =>
    {
        body();
        return 0;
    });

    /// <inheritdoc cref="Run(Action)"/>
    public T Run<T>(Func<T> body) => Run(body, static () => { });

    /// <summary>As <see cref="Run{T}(Func{T})"/>, as the user nobody, without any capability.</summary>
    public T RunAsNobody<T>(Func<T> body) => Run(body, ThreadRights.BecomeNobody);

    private T Run<T>(Func<T> body, Action prepare)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Enter();
                prepare();
                result = body();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>Removes the namespace with its interfaces; sockets that are still open keep it alive until they are closed.</summary>
    public void Dispose()
    {
        try
        {
            Ip("netns", "del", Name);
        }
        catch (InvalidOperationException)
        {
            // It was removed by hand.
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNs(int descriptor, int kind);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    private static void Ip(params string[] arguments) => RunProgram("ip", arguments);

    private static string RunProgram(string program, string[] arguments)
    {
        ProcessStartInfo start = new(Require.Tool(program), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return output;
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult().Trim()}");
    }

    private void SetUp(string device, string address)
    {
        Ip($"addr add {address} dev {device}{(address.Contains(':', StringComparison.Ordinal) ? " nodad" : "")}");
        Ip($"link set {device} up");
    }

    // The kernel tells both ends of each other by and by.
    private void AwaitCarrier(string device)
    {
        for (int attempts = 0; attempts < 500; attempts++)
        {
            if (RunProgram("ip", ["-n", Name, "-o", "link", "show", "dev", device]).Contains("state UP", StringComparison.Ordinal)) return;
            Thread.Sleep(10);
        }

        throw new InvalidOperationException($"{device} has found no carrier.");
    }

    // The thread must end afterwards: it never leaves the namespace again.
    private void Enter()
    {
        int descriptor = Open($"/run/netns/{Name}", OpenReadCloseOnExec, 0);
        int result = descriptor < 0 ? -1 : SetNs(descriptor, CloneNewNet);
        int errno = Marshal.GetLastPInvokeError();
        if (descriptor >= 0) _ = Close(descriptor);
        if (result < 0) throw new InvalidOperationException($"setns({Name}): {Marshal.GetPInvokeErrorMessage(errno)}");
    }
}
