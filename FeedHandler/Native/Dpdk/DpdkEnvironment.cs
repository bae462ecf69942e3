using System.Runtime.InteropServices;

namespace FeedHandler.Native.Dpdk;

/// <summary>
/// DPDK's environment (EAL): memory, drivers and devices of the process. It can be started once in the life of a process, whatever becomes
/// of it. It is started on a thread of its own, because it pins the thread that starts it.
/// </summary>
public sealed unsafe class DpdkEnvironment : IDisposable
{
    /// <summary>Arguments at most.</summary>
    public const int ArgumentCountMax = 64;

    /// <summary>Characters of an argument at most.</summary>
    public const int ArgumentLengthMax = 1024;

    private static int _startCount;

    private readonly ManualResetEventSlim _started = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly IReadOnlyList<string> _arguments;
    private readonly Thread _thread;
    private string _problem = "";
    private bool _isRunning;
    private bool _isDisposed;

    private DpdkEnvironment(DpdkLibrary library, IReadOnlyList<string> arguments)
    {
        Library = library;
        _arguments = arguments;
        _thread = new Thread(Run) { IsBackground = true, Name = "dpdk" };
    }

    /// <summary>The release that runs, such as 22.11.</summary>
    public string Release => Library.Abi.Release;

    /// <summary>The libraries.</summary>
    internal DpdkLibrary Library { get; }

    /// <summary>Starts DPDK. Devices of the kernel are looked for in the calling thread's network namespace.</summary>
    /// <param name="arguments">Its arguments, without a program name: such as --no-huge, -m, 256, --vdev=net_af_packet0,iface=eth1.</param>
    /// <param name="environment">The environment; null unless it runs.</param>
    /// <returns>Why it does not run, with what to do; empty when it does.</returns>
    public static string Start(IReadOnlyList<string> arguments, out DpdkEnvironment? environment)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        environment = null;
        string problem = Check(arguments);
        if (problem.Length > 0) return problem;
        DpdkLibrary? library = DpdkLibrary.Load(out problem);
        if (library is null) return problem;
        if (Interlocked.Exchange(ref _startCount, 1) != 0) return "DPDK was started in this process before, and can be started once: start a new process";
        DpdkEnvironment starting = new(library, arguments);
        starting._thread.Start();
        starting._started.Wait();
        if (starting._isRunning) environment = starting;
        else starting.Dispose();
        return starting._problem;
    }

    /// <summary>Ends DPDK. Its ports must be closed.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _ended.Set();
        if (_thread.IsAlive) _thread.Join();
        _started.Dispose();
        _ended.Dispose();
    }

    private static string Check(IReadOnlyList<string> arguments)
    {
        if (arguments.Count > ArgumentCountMax) return $"{arguments.Count} DPDK arguments are more than {ArgumentCountMax}";
        foreach (string argument in arguments)
        {
            if (argument.Length is 0 or > ArgumentLengthMax || argument.Contains('\0', StringComparison.Ordinal))
            {
                return $"a DPDK argument must have from 1 to {ArgumentLengthMax} characters, none of them 0";
            }

            // DPDK answers these by ending the process.
            if (argument is "-h" or "--help") return $"the DPDK argument {argument} would end the process";
        }

        return "";
    }

    private void Run()
    {
        // DPDK keeps pointers into its arguments as long as the process lives, so that they are never freed.
        byte** arguments = (byte**)NativeMemory.Alloc((nuint)_arguments.Count + 2, (nuint)sizeof(byte*));
        arguments[0] = (byte*)Marshal.StringToCoTaskMemUTF8("feedhandler");
        for (int i = 0; i < _arguments.Count; i++) arguments[i + 1] = (byte*)Marshal.StringToCoTaskMemUTF8(_arguments[i]);
        arguments[_arguments.Count + 1] = null;
        _isRunning = Library.Initialise(_arguments.Count + 1, arguments) >= 0;
        if (!_isRunning) _problem = Explain(Library.Errno());
        _started.Set();
        _ended.Wait();
        if (_isRunning) _ = Library.CleanUp();
    }

    private const string HugePages =
        "reserve huge pages (echo 512 > /proc/sys/vm/nr_hugepages and mount hugetlbfs on /dev/hugepages), or give --no-huge -m 256";

    private string Explain(int errno) => $"{NativeResult.Failure($"rte_eal_init({string.Join(' ', _arguments)})", errno)}, " + errno switch
    {
        1 or 13 => $"which needs root, and root too where no huge pages are reserved: {HugePages} with devices that need no right",
        12 => $"there is no memory: {HugePages}",
        19 => "a device is not there, or its driver is not installed (librte-net-...23): see --vdev and -a, and for a card dpdk-devbind.py --status",
        22 => "an argument is wrong; DPDK's own message on standard error names it",
        _ => "DPDK's own message on standard error says more",
    };
}
