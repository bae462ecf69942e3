using System.CommandLine;
using System.Globalization;
using System.Net.NetworkInformation;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Receivers;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>The arguments that say at which rates a feed is measured, over what and how often.</summary>
internal sealed class RateArguments
{
    private const string RatesDefault = "1,8,20";
    private const int RateCountMax = 16;
    private const double RateMax = 1000;
    private const int PacketsDefault = 20_000;
    private const int SecondsDefault = 5;
    private const long NsPerSecond = 1_000_000_000;
    private static readonly string[] Receivers = ["socket", "io_uring"];

    private readonly Option<string?> _rates = Options.Text("--rates", $"How much faster than captured, some of them (default {RatesDefault})", "A,B");
    private readonly Option<long?> _rounds;
    private readonly Option<long?> _packets = Options.Number("--packets", "Packets of a run at most, of both lines (default 20000)", 2, 1_000_000);
    private readonly Option<long?> _seconds = Options.Number("--seconds", "Seconds of the capture at most, as captured (default 5)", 1, 3600);
    private readonly Option<string?> _interface = Options.Text("--interface", "Interface to send and receive by (default lo)", "NAME");
    private readonly Option<string?> _receiver = Options.Choice("--receiver", "How to receive (default socket)", Receivers);
    private readonly Option<long?> _core = Options.Number("--core", "Core of the feed thread", 0, 8191);
    private readonly Option<long?> _sendCore = Options.Number("--send-core", "Core of the sender", 0, 8191);
    private readonly int _roundsDefault;

    /// <summary>Adds the arguments to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="roundsOption">The option that says how often, which commands have for more than this.</param>
    /// <param name="roundsDefault">How often by itself.</param>
    public RateArguments(Command command, string roundsOption, int roundsDefault)
    {
        _roundsDefault = roundsDefault;
        _rounds = Options.Number(roundsOption, $"Rounds, each with every rate and each line alone and both (default {roundsDefault})", 1, 1000);
        foreach (Option option in (Option[])[_rates, _rounds, _packets, _seconds, _interface, _receiver, _core, _sendCore]) command.Add(option);
    }

    /// <summary>The option that names the feed thread's core.</summary>
    public int? Core(ParseResult parsed) => (int?)parsed.GetValue(_core);

    /// <summary>What to run.</summary>
    /// <exception cref="UsageException">A value makes no sense here.</exception>
    public RatePlan Read(ParseResult parsed)
    {
        if (parsed.GetValue(_core) is { } core) CoreChoice.Require(_core.Name, (int)core);
        if (parsed.GetValue(_sendCore) is { } sendCore) CoreChoice.Require(_sendCore.Name, (int)sendCore);
        string device = parsed.GetValue(_interface) ?? "lo";
        string[] known = [.. NetworkInterface.GetAllNetworkInterfaces().Select(static one => one.Name)];
        if (!known.Contains(device, StringComparer.Ordinal))
            throw new UsageException($"{_interface.Name} {PlainText.Short(device)}: no such interface, give one of {string.Join(", ", known)}");
        ReceiverKind kind = LiveOptionsReader.KindOf(parsed.GetValue(_receiver) ?? Receivers[0])!.Value;
        RateWay way = new(device, kind, (int?)parsed.GetValue(_core), (int?)parsed.GetValue(_sendCore));
        return new RatePlan(Rates(parsed.GetValue(_rates) ?? RatesDefault), (int)(parsed.GetValue(_rounds) ?? _roundsDefault), way);
    }

    /// <summary>What to send, of what was captured.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="store">The packets.</param>
    /// <param name="captures">Where they are from.</param>
    /// <exception cref="CommandException">There is nothing to send.</exception>
    public RatePackets Choose(ParseResult parsed, PacketStore store, CaptureSet captures)
    {
        RatePackets packets = RatePackets.Choose(
            store, captures.Lines.Feed, (int)(parsed.GetValue(_packets) ?? PacketsDefault), (parsed.GetValue(_seconds) ?? SecondsDefault) * NsPerSecond);
        if (packets.Count > 0) return packets;
        throw new CommandException($"{captures.Files[0].Path}: no packet of an incremental feed of CME MDP 3.0 in it: give a capture of one, and see --lines");
    }

    private double[] Rates(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        double[] rates = [.. parts.Select(static part => part.TrimEnd('x')).Select(static part =>
            double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) ? rate : 0)];
        if (rates.Length > RateCountMax || rates.Distinct().Count() < rates.Length || !Array.TrueForAll(rates, static rate => rate is > 0 and <= RateMax))
        {
            throw new UsageException(
                $"{_rates.Name} {PlainText.Short(text)}: give different multiples of the captured rate above 0 and up to 1000, such as {RatesDefault}");
        }


        return rates;
    }
}
