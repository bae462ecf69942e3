using System.Globalization;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Client;

/// <summary>Which instruments a subscriber wants: by symbol, product, group or id, of one channel or of all.</summary>
public sealed class InstrumentSelector
{
    private const char ChannelMark = '/';
    private const int TextLengthMax = 128; // as much as a gateway takes
    private readonly string _text;
    private readonly Field _field;
    private readonly string _pattern;
    private readonly int? _channelId;
    private readonly long _securityId;

    private InstrumentSelector(string text, int? channelId, Field field, string pattern, long securityId)
    {
        _text = text;
        _channelId = channelId;
        _field = field;
        _pattern = pattern;
        _securityId = securityId;
    }

    private enum Field
    {
        Symbol,
        Asset,
        Group,
        Id,
    }

    /// <summary>Reads one.</summary>
    /// <param name="text">
    /// A symbol, in which * stands for any characters and ? for one; asset:PATTERN, group:PATTERN or id:NUMBER in its place; in front of that, if it is to
    /// be of one channel only, the channel's number and a slash: `ES*`, `310/ES??`, `asset:ES`, `id:12345`.
    /// </param>
    /// <param name="selector">What it says.</param>
    /// <returns>Whether it is one: some instrument can be meant.</returns>
    public static bool TryParse(string text, out InstrumentSelector? selector)
    {
        ArgumentNullException.ThrowIfNull(text);
        selector = null;
        if (text.Length > TextLengthMax) return false;
        int slash = text.IndexOf(ChannelMark);
        bool hasChannel = slash > 0 && text.AsSpan(0, slash).IndexOfAnyExceptInRange('0', '9') < 0; // else the slash is the symbol's
        int channelId = 0;
        if (hasChannel && !int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out channelId)) return false;
        if (channelId > ushort.MaxValue) return false;
        string rest = hasChannel ? text[(slash + 1)..] : text;
        int colon = rest.IndexOf(':');
        Field field = colon > 0 ? FieldOf(rest[..colon]) : Field.Symbol;
        string pattern = field == Field.Symbol ? rest : rest[(colon + 1)..];
        long securityId = 0;
        if (pattern.Length == 0 || !CanBeMet(field, pattern)) return false;
        if (field == Field.Id && !long.TryParse(pattern, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out securityId)) return false;
        selector = new InstrumentSelector(text, hasChannel ? channelId : null, field, pattern, securityId);
        return true;
    }

    /// <summary>The one symbol that it means, of whatever channel; null where it means more, or something else than a symbol.</summary>
    public string? Symbol => _field == Field.Symbol && _pattern.AsSpan().IndexOfAny('*', '?') < 0 ? _pattern : null;

    /// <summary>Whether an instrument is one of them. One that the venue never defined has no symbol, and is had by its id, or by `*`.</summary>
    /// <param name="instrument">The instrument.</param>
    public bool Takes(SubscribedInstrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        if (_channelId is { } channelId && channelId != instrument.ChannelId) return false;
        return _field switch
        {
            Field.Id => instrument.SecurityId == _securityId,
            Field.Asset => IsMatch(_pattern, instrument.Asset),
            Field.Group => IsMatch(_pattern, instrument.SecurityGroup),
            _ => IsMatch(_pattern, instrument.Symbol),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    // Names are printable Latin-1; of a pattern every character but a star is one of the name.
    private static bool CanBeMet(Field field, string pattern)
    {
        int nameLengthMax = field switch
        {
            Field.Id => pattern.Length,
            Field.Symbol => InstrumentDefinition.SymbolLengthMax,
            _ => Text8.LengthMax,
        };
        int nameLength = 0;
        foreach (char character in pattern)
        {
            if (char.IsControl(character) || character > 'ÿ') return false;
            if (character != '*') nameLength++;
        }

        return nameLength <= nameLengthMax;
    }

    // Of the last star the text is tried at each place: no more steps than the product of both lengths.
    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, from = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, from) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t])) (p, t) = (p + 1, t + 1);
            else if (star >= 0) (p, t) = (star + 1, ++from);
            else return false;
        }

        return pattern[p..].Trim('*').IsEmpty;
    }

    private static Field FieldOf(string word) => word switch
    {
        "asset" => Field.Asset,
        "group" => Field.Group,
        "id" => Field.Id,
        _ => Field.Symbol, // a colon may stand in a symbol, such as in "SR3:BF"
    };
}
