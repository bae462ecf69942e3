using System.Globalization;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Framing;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Inspect;

/// <summary>Which messages to show: every term must hold; a term given more than once holds when one of its values does.</summary>
internal sealed class InspectFilter
{
    /// <summary>The key by which a security is asked for, whatever a schema calls its id and its symbol.</summary>
    public const string Security = "security";

    private const int TermCountMax = 64;
    private static readonly string[] SecurityFields = [.. SecuritySymbols.IdFields, .. SecuritySymbols.SymbolFields, "securityGroup"];
    private readonly List<FilterTerm> _packetTerms = [];
    private readonly List<FilterTerm> _messageTerms = [];
    private readonly List<FilterTerm> _fieldTerms = [];

    /// <summary>Reads filters such as `template=46,security=123`.</summary>
    /// <exception cref="CommandException">One is not `KEY=VALUE`, or a number is none.</exception>
    public InspectFilter(IEnumerable<string> texts)
    {
        foreach (string text in texts.SelectMany(static text => text.Split(',', StringSplitOptions.TrimEntries)))
            Add(text);
        if (_fieldTerms.Count > TermCountMax) throw new UsageException($"--filter: {_fieldTerms.Count} fields, give at most {TermCountMax}");
        if (_fieldTerms.Find(static term => term.Key == Security) is { } security && security.Values.Exists(IsSymbol)) Symbols = new SecuritySymbols(security);
    }

    /// <summary>The securities asked for by symbol; null when there is none.</summary>
    public SecuritySymbols? Symbols { get; }

    /// <summary>Whether it asks for a line, or for what else a line map tells.</summary>
    public bool NeedsLines => _packetTerms.Exists(static term => term.Key is "line" or "channel" or "role");

    /// <summary>Whether a message must be decoded to be judged.</summary>
    public bool HasFields => _fieldTerms.Count > 0;

    /// <summary>Room for the texts that are compared.</summary>
    public Output.ValueRoom Room { get; } = new();

    /// <summary>The terms about messages.</summary>
    public IReadOnlyList<FilterTerm> MessageTerms => _messageTerms;

    /// <summary>The terms about fields.</summary>
    public IReadOnlyList<FilterTerm> FieldTerms => _fieldTerms;

    /// <summary>Whether it can be judged without a message.</summary>
    public bool AsksOnlyOfPackets => _messageTerms.Count + _fieldTerms.Count == 0;

    /// <summary>Whether a packet may have messages to show.</summary>
    public bool Allows(in InspectedPacket packet)
    {
        foreach (FilterTerm term in _packetTerms)
        {
            bool isMet = term.Key switch
            {
                "seq" => packet.Head.SeqNum is { } seqNum && term.Has(seqNum),
                "packet" => term.Has((ulong)packet.Number),
                "line" => packet.Line is { } line && term.Has(line.ToString()),
                "channel" => packet.Feed is { ChannelId: not 0 } feed && term.Has((ulong)feed.ChannelId),
                "role" => packet.Feed is { } feed && term.Has(FeedRoles.NameOf(feed.Role)),
                _ => IsTo(term, packet.Datagram.Destination),
            };
            if (!isMet) return false;
        }

        return true;
    }

    /// <summary>Whether a message may be shown, by its header and name.</summary>
    public bool Allows(in DynamicHeader header, string name)
    {
        foreach (FilterTerm term in _messageTerms)
        {
            bool isMet = term.Key == "template"
                ? (header.TemplateId is >= 0 and var template && term.Has((ulong)template)) || term.Has(name)
                : term.Values.Exists(value => name.Contains(value, StringComparison.OrdinalIgnoreCase));
            if (!isMet) return false;
        }

        return true;
    }

    /// <summary>Whether a message has fields as asked.</summary>
    public bool Allows(in InspectedPacket packet, in MessageFrame frame, in DynamicHeader header, DynamicDecoder decoder, out DynamicDecodeResult result)
    {
        FilterVisitor visitor = new(this);
        result = MessageDecoding.Decode(decoder, packet.Payload, frame, header, ref visitor);
        return visitor.IsMet;
    }

    private void Add(string text)
    {
        if (text.Length == 0) throw new UsageException("--filter: an entry is empty: leave out the comma beside it");
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
            throw new UsageException($"--filter {PlainText.Short(text)}: not KEY=VALUE, give such as template=46, security=123, seq=10-20 or a field's name");
        (string key, string value) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        List<FilterTerm> terms = key switch
        {
            "seq" or "packet" or "line" or "channel" or "role" or "dest" => _packetTerms,
            "template" or "name" => _messageTerms,
            _ => _fieldTerms,
        };
        if (Mistake(key, value) is { } mistake) throw new UsageException($"--filter {key}={PlainText.Short(value)}: {mistake}");
        FilterTerm? known = terms.Find(term => term.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (known is not null) known.Values.Add(value);
        else terms.Add(new FilterTerm(key, terms != _fieldTerms ? [] : key == Security ? SecurityFields : [key], [value]));
    }

    private static bool IsSymbol(string value) => !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    // What no packet can be.
    private static string? Mistake(string key, string value) => key switch
    {
        "seq" or "packet" or "channel" when !FilterRange.TryParse(value, out FilterRange range) || (key != "seq" && range.Last == 0) =>
            $"not a whole number{(key == "seq" ? "" : " from 1 on")} or a range of them, give such as {key}=10 or {key}=10-20",
        "line" when value is not ("A" or "B" or "a" or "b") => "no such line, give A or B",
        "role" when !FeedRoles.TryParse(value, out _) => $"no such role, give one of {string.Join(", ", FeedRoles.Names)}",
        "dest" when !UdpEndpoint.TryParse(value, out _) && !TryParseAddress(value, out _) =>
            "not a destination, give an address and a port such as dest=224.0.31.64:14340, or an address alone for any port",
        _ => null,
    };

    // By what the text means: an address of IPv6 can be written in many ways, and one without a port is of any.
    private static bool IsTo(FilterTerm term, in UdpEndpoint destination)
    {
        foreach (string value in term.Values)
        {
            if (UdpEndpoint.TryParse(value, out UdpEndpoint named) ? named == destination
                : TryParseAddress(value, out UdpEndpoint any) && any.Address == destination.Address && any.IsIPv6 == destination.IsIPv6) return true;
        }

        return false;
    }

    private static bool TryParseAddress(string text, out UdpEndpoint endpoint) =>
        UdpEndpoint.TryParse(text.Contains(':', StringComparison.Ordinal) && !text.StartsWith('[') ? $"[{text}]:1" : $"{text}:1", out endpoint)
        && text.AsSpan().ContainsAny('.', ':');
}
