using System.Diagnostics;
using System.Runtime.InteropServices;
using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests.Dpdk;

/// <summary>A process that receives by DPDK: it can be started once in a process, and a driver that fails may take the process with it.</summary>
internal sealed class DpdkChild : IDisposable
{
    /// <summary>What runs without huge pages, without cards and without leaving files behind.</summary>
    public static readonly string[] PlainArguments = ["--no-huge", "-m", "128", "--no-pci", "--no-telemetry", "--no-shconf"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    private readonly string _tape;
    private readonly LineGroup[] _groups;
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _said = [];

    private DpdkChild(ProcessStartInfo start, string tape, LineGroup[] groups)
    {
        (_tape, _groups) = (tape, groups);
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it said after a word, such as "note".</summary>
    public IEnumerable<string> Said(string word) => _said.Where(line => line.StartsWith(word + " ", StringComparison.Ordinal)).Select(line => line[(word.Length + 1)..]);

    /// <summary>Starts one that ends by itself, after <paramref name="count"/> packets or 20 seconds, and waits until it is ready or has failed.</summary>
    public static DpdkChild Start(NetworkNamespace? network, int count, int packetLimit, LineGroup[] groups, params string[] arguments) =>
        StartWith(network, count, packetLimit, groups, [.. PlainArguments, .. arguments]);

    /// <summary>The same with no other arguments of DPDK than those that are given.</summary>
    public static DpdkChild StartWith(NetworkNamespace? network, int count, int packetLimit, LineGroup[] groups, params string[] arguments)
    {
        Require.Dpdk();
        string tape = Path.GetTempFileName();
        List<string> all = [typeof(DpdkChild).Assembly.Location, tape, $"{count}", $"{packetLimit}"];
        foreach (LineGroup group in groups) all.AddRange([$"{group.Line}", $"{group.Group}", group.Interface, group.Source?.ToString() ?? "any"]);
        all.AddRange(["--", .. arguments]);
        string dotnet = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : Require.Tool("dotnet");
        ProcessStartInfo start = network is null
            ? new ProcessStartInfo(dotnet, ["exec", .. all])
            : new ProcessStartInfo(Require.Tool("ip"), ["netns", "exec", network.Name, dotnet, "exec", .. all]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        DpdkChild child = new(start, tape, groups);
        child.ReadUntil("ready");
        return child;
    }

    /// <summary>Waits for its end, and returns what it received.</summary>
    public List<ReceivedPacket> Finish()
    {
        ReadUntil("done");
        Assert.That(_process.WaitForExit(Limit), Is.True);
        Assert.That(_process.ExitCode, Is.Zero, _error.GetAwaiter().GetResult());
        return PacketTape.Read(File.ReadAllBytes(_tape), _groups);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        File.Delete(_tape);
    }

    private void ReadUntil(string word)
    {
        Stopwatch elapsed = Stopwatch.StartNew();
        while (elapsed.Elapsed < Limit && _process.StandardOutput.ReadLine() is { } line)
        {
            _said.Add(line);
            if (line == word) return;
        }
    }
}
