using System.CommandLine;
using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Receivers;
using FeedHandler.Replay;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Host.Configuration;

/// <summary>Where a command sends its feed by multicast, where the configuration does not say it.</summary>
internal sealed class MulticastChoice
{
    private readonly Option<string?> _multicast = Options.Text(
        "--multicast",
        "Send the feed to these groups for other feed handlers, such as 239.5.1.1:20310=A,239.5.1.2:20310=B,239.5.2.1:20311=310/snapshot/A", "MAP");

    private readonly Option<string?> _interface = Options.Text("--multicast-interface", "Interface by which it is sent, by name or by its own address", "NAME");
    private readonly Option<string?> _retransmit =
        Options.Text("--retransmit", "Send lost packets of --multicast again, by TCP, to whoever asks here, such as 127.0.0.1:21000", "ADDRESS:PORT");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public MulticastChoice(Command command)
    {
        foreach (Option option in (Option[])[_multicast, _interface, _retransmit]) command.Add(option);
    }

    /// <summary>What was typed, in the place of what the configuration says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="configured">What that says.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public MulticastOptions? Read(ParseResult parsed, MulticastOptions? configured)
    {
        if (parsed.GetValue(_multicast) is not { } map)
        {
            string? alone = parsed.GetValue(_interface) is not null ? _interface.Name : parsed.GetValue(_retransmit) is not null ? _retransmit.Name : null;
            return alone is null ? configured : throw new UsageException($"{alone} without {_multicast.Name}: say to which groups the feed is sent");
        }

        string device = parsed.GetValue(_interface)
            ?? throw new UsageException($"{_multicast.Name} without {_interface.Name}: name the network interface, such as eth1");
        MulticastOptions options = new(Groups(map, device)) { Origin = _multicast.Name };
        return options with { Retransmit = Retransmit(parsed) };
    }

    private IReadOnlyList<LineGroup> Groups(string map, string device)
    {
        try
        {
            return LiveLines.Read(map, device);
        }
        catch (LinesException failure)
        {
            throw new UsageException($"{_multicast.Name}: {failure.Message}");
        }
    }

    private RetransmitOptions? Retransmit(ParseResult parsed)
    {
        if (parsed.GetValue(_retransmit) is not { } address) return null;
        return AddressText.TryParseEndPoint(address, out IPEndPoint? listen)
            ? new RetransmitOptions(listen)
            : throw new UsageException($"{_retransmit.Name} {PlainText.Short(address)}: give ADDRESS:PORT such as 127.0.0.1:21000");
    }
}
