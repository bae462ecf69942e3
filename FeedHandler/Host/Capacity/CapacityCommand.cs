using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Capacity;

/// <summary>`feedhandler capacity`: what so many clients of a gateway need, by what was measured, and whether this host has it.</summary>
internal sealed class CapacityCommand
{
    private const string Description =
        "Says what a gateway of so many connections needs of memory, descriptors, cores and settings, and whether this host has it.";

    private const string Examples = """
        Examples:
          feedhandler capacity --connections 10000 --messages 100
          feedhandler capacity --connections 1000000 --json

        It reckons with what was measured of idle connections and of messages (Latency/Results); nothing is opened or changed.
        Exit code: 0 this host can; 1 it cannot; 2 wrong usage.
        """;

    private const long ConnectionsMax = 100_000_000;
    private readonly Terminal _terminal;
    private readonly SystemFiles _system;
    private readonly Option<long?> _connections = Options.Number("--connections", "Connections at once", 1, ConnectionsMax);
    private readonly Option<long?> _instruments = Options.Number("--instruments", "Instruments that each subscribes to, default 1", 0, 1_000_000);
    private readonly Option<long?> _messages = Options.Number("--messages", "Messages that each is sent in a second, default 0", 0, 10_000_000);
    private readonly Option<long?> _orders = Options.Number("--orders", "Resting orders of the feed, which each loop keeps, default 0", 0, 67_108_864);
    private readonly Option<bool> _json = Options.Switch("--json", "Print the needs and findings as JSON and nothing else");

    private CapacityCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _system = new SystemFiles(terminal.SystemRoot);
        foreach (Option option in (Option[])[_connections, _instruments, _messages, _orders, _json]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("capacity", Description, Examples);
        CapacityCommand capacity = new(command, terminal);
        command.SetAction(capacity.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        long connections = parsed.GetValue(_connections) ?? throw new UsageException("how many connections: give --connections N");
        GatewayLoad load = new(connections, parsed.GetValue(_instruments) ?? 1, parsed.GetValue(_messages) ?? 0, parsed.GetValue(_orders) ?? 0);
        GatewayNeeds needs = GatewayNeeds.Of(load, CapacityChecks.DescriptorLimit(_system));
        IReadOnlyList<Finding> findings = CapacityChecks.Run(_system, needs, Environment.ProcessorCount);
        if (parsed.GetValue(_json)) WriteJson(needs, findings);
        else WriteText(needs, findings);
        return findings.Any(static finding => finding.Verdict == Verdict.Problem) ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private void WriteText(GatewayNeeds needs, IReadOnlyList<Finding> findings)
    {
        TextWriter output = _terminal.Out;
        GatewayLoad load = needs.Load;
        string orders = load.OrderCount == 0 ? "" : Invariant($", {load.OrderCount:N0} orders of the feed");
        output.WriteLine(Invariant(
            $"{load.ConnectionCount:N0} connections, {load.InstrumentCount:N0} instruments each, {load.MessagesPerSecond:N0} messages a second each{orders}"));
        output.WriteLine(Invariant($"  memory of the gateway    {ByteText.Of(needs.UserBytes)}"));
        output.WriteLine(Invariant($"  memory of the kernel     {ByteText.Of(needs.KernelBytes)}, of this end of the connections"));
        output.WriteLine(Invariant($"  descriptors              {needs.Descriptors:N0}"));
        output.WriteLine(Invariant($"  loops                    {needs.Loops:N0}"));
        output.WriteLine(Invariant($"  cores                    {needs.Cores:0.00}"));
        output.WriteLine(Invariant($"  network                  {ByteText.Of((long)needs.WireBytesPerSecond)} a second"));
        CheckText.WriteFindings(output, findings);
    }

    private void WriteJson(GatewayNeeds needs, IReadOnlyList<Finding> findings) => JsonPage.Write(_terminal.Out, json =>
    {
        json.WriteNumber("connections", needs.Load.ConnectionCount);
        json.WriteNumber("instrumentsEach", needs.Load.InstrumentCount);
        json.WriteNumber("messagesPerSecondEach", needs.Load.MessagesPerSecond);
        json.WriteNumber("userBytes", needs.UserBytes);
        json.WriteNumber("kernelBytes", needs.KernelBytes);
        json.WriteNumber("descriptors", needs.Descriptors);
        json.WriteNumber("loops", needs.Loops);
        json.WriteNumber("cores", Math.Round(needs.Cores, 3));
        json.WriteNumber("wireBytesPerSecond", Math.Round(needs.WireBytesPerSecond));
        json.WriteNumber("orders", needs.Load.OrderCount);
        CheckJson.WriteFindings(json, findings);
    });

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
