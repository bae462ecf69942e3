using System.CommandLine;
using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Machine;
using FeedHandler.Receivers;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench.Receive;

/// <summary>`feedhandler bench receive`: how long packets take from the sender to the handler, by each receiver, beside the least receiver in C.</summary>
internal sealed class BenchReceiveCommand
{
    private const string Description = "Measures receivers in turns, at a fixed rate, beside the least receiver in C.";

    private const string Examples = """
        Latency counts from when a packet was due to be sent, so a sender that is held up counts against everybody alike. Without arguments it runs over the
        loopback interface. Over a virtual cable, as root:
          ip netns add s; ip link add r0 type veth peer name s0 netns s; ip addr add 10.9.0.2/24 dev r0; ip link set r0 up
          ip -n s addr add 10.9.0.1/24 dev s0; ip -n s link set s0 up
          feedhandler bench receive --interface r0 --send-interface s0 --send-netns s --core 1 --send-core 0
          ip netns del s
        """;

    private static readonly string[] Kinds = ["socket", "io_uring", "xdp"];
    private readonly Terminal _terminal;
    private readonly Option<string?> _receivers = Options.Text("--receivers", "Receivers to measure (default socket,io_uring,xdp)", "A,B");
    private readonly Option<string?> _interface = Options.Text("--interface", "Interface to receive by (default lo)", "NAME");
    private readonly Option<string?> _sendInterface = Options.Text("--send-interface", "Interface to send by (default that of --interface)", "NAME");
    private readonly Option<string?> _sendNetns = Options.Text("--send-netns", "Network namespace of the sender (default our own)", "NAME");
    private readonly Option<long?> _rate = Options.Number("--rate", "Packets a second (default 10000)", 1, 1_000_000);
    private readonly Option<long?> _count = Options.Number("--packets", "Packets a round (default 20000)", 100, 10_000_000);
    private readonly Option<long?> _bytes = Options.Number("--bytes", "Bytes of a payload (default 200)", TimedPacket.BytesMin, 1472);
    private readonly Option<long?> _rounds = Options.Number("--rounds", "Rounds, each with every receiver (default 5)", 1, 101);
    private readonly Option<long?> _core = Options.Number("--core", "Core of the receiver", 0, 8191);
    private readonly Option<long?> _sendCore = Options.Number("--send-core", "Core of the sender", 0, 8191);
    private readonly Option<long?> _batch = Options.Number("--batch", "Packets that our receivers take from the kernel at once (default 64)", 1, 1024);
    private readonly Option<long?> _busyPoll =
        Options.Number("--busy-poll-us", "Microseconds for which the kernel polls the card's queue on our behalf (default 0)", 0, 1_000_000);
    private readonly Option<string?> _wait = Options.Choice("--wait", "What our receivers do between packets (default spin)", ["spin", "block"]);
    private readonly Option<bool> _withoutC = Options.Switch("--without-c", "Do not measure the least receiver in C beside");
    private readonly Option<bool> _json = Options.Switch("--json", "Print the result as JSON and nothing else");
    private readonly Option<string?> _out = Options.Text("--out", "Write the result as JSON to this file too", "FILE");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private BenchReceiveCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        Option[] options =
        [
            _receivers, _interface, _sendInterface, _sendNetns, _rate, _count, _bytes, _rounds, _core, _sendCore, _batch, _busyPoll, _wait, _withoutC,
            _json, _out, _followLinks,
        ];
        foreach (Option option in options) command.Add(option);
    }

    /// <summary>The command, a part of `bench`.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("receive", Description, Examples);
        BenchReceiveCommand bench = new(command, terminal);
        command.SetAction(bench.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_core) is { } core) CoreChoice.Require("--core", (int)core);
        if (parsed.GetValue(_sendCore) is { } sendCore) CoreChoice.Require("--send-core", (int)sendCore);
        ReceiveRate rate = Rate(parsed);
        RequireInterface(_interface.Name, NetworkChecks.NameOf(rate.Interface));
        if (rate.SendNamespace is null) RequireInterface(_sendInterface.Name, rate.SendInterface);
        OutputPlan outputs = new(_terminal, parsed.GetValue(_followLinks));
        outputs.AddFile(_out.Name, parsed.GetValue(_out), isWhole: true);
        using ReceiveBench bench = new(rate, Settings(parsed), (int?)parsed.GetValue(_core), (int?)parsed.GetValue(_sendCore));
        string? sources = parsed.GetValue(_withoutC) ? null : _terminal.Folder;
        List<ReceiveRound> rounds = bench.Run(Receivers(parsed), (int)(parsed.GetValue(_rounds) ?? 5), sources, _terminal.Stop);
        if (rounds.Count == 0) throw new CommandException("nothing was measured:\n  " + string.Join("\n  ", bench.Notes));
        ReceiveReport report =
            new(MachineDescription.Read(CaptureFinder.FindRoot(_terminal.Folder) is { } root ? SourceRevision.Read(root) : null), rate, rounds, bench.Notes)
            {
                WasStopped = _terminal.Stop.IsCancellationRequested,
            };
        if (parsed.GetValue(_out) is { } path) report = Save(outputs, path, report);
        if (parsed.GetValue(_json)) _terminal.Out.WriteLine(report.ToJson());
        else report.WriteText(_terminal.Page);
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private static void RequireInterface(string option, string device)
    {
        string[] known = [.. NetworkInterface.GetAllNetworkInterfaces().Select(static known => known.Name)];
        if (!known.Contains(device, StringComparer.Ordinal))
            throw new UsageException($"{option} {device}: no such interface, give one of {string.Join(", ", known)}");
    }

    private ReceiveReport Save(OutputPlan outputs, string path, ReceiveReport report)
    {
        byte[] json = Encoding.UTF8.GetBytes(report.ToJson() + "\n");
        return outputs.TryWrite(_out.Name, path, file => file.Write(json)) is { } failure ? report with { Failures = [failure] } : report;
    }

    private ReceiverSettings Settings(ParseResult parsed) => new()
    {
        Timestamps = TimestampKind.None,
        BatchCount = (int)(parsed.GetValue(_batch) ?? 64),
        BusyPollUs = (int)(parsed.GetValue(_busyPoll) ?? 0),
        Wait = parsed.GetValue(_wait) == "block" ? WaitMode.Block : WaitMode.Spin,
    };

    private ReceiveRate Rate(ParseResult parsed)
    {
        string device = parsed.GetValue(_interface) ?? "lo";
        return new ReceiveRate(
            new IPEndPoint(IPAddress.Parse("239.83.99.1"), 43_099), device, parsed.GetValue(_sendInterface) ?? NetworkChecks.NameOf(device),
            parsed.GetValue(_sendNetns),
            (int)(parsed.GetValue(_rate) ?? 10_000), (int)(parsed.GetValue(_count) ?? 20_000), (int)(parsed.GetValue(_bytes) ?? 200));
    }

    private IReadOnlyList<ReceiverKind> Receivers(ParseResult parsed)
    {
        string[] names = parsed.GetValue(_receivers)?.Split(',', StringSplitOptions.TrimEntries) ?? Kinds;
        string? unknown = Array.Find(names, static name => !Kinds.Contains(name, StringComparer.Ordinal));
        if (unknown is not null) throw new UsageException(
            $"--receivers: \"{PlainText.Short(unknown)}\" is none that can be measured, give some of {string.Join(", ", Kinds)}");
        return [.. names.Select(static name => LiveOptionsReader.KindOf(name)!.Value)];
    }
}
