using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Output;

namespace FeedHandler.Host.Inspect;

/// <summary>The ids of securities that a filter names by symbol, learned from definitions: messages that have both in their root block.</summary>
/// <param name="term">The filter's term about securities.</param>
internal sealed class SecuritySymbols(FilterTerm term)
{
    private readonly Dictionary<SbeMessage, bool> _isDefinition = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<long> _ids = [];
    private readonly ValueRoom _room = new();

    /// <summary>What schemas call the id of a security.</summary>
    public static string[] IdFields { get; } = ["SecurityID", "instrumentId", "symbolIndex"];

    /// <summary>What they call its symbol.</summary>
    public static string[] SymbolFields { get; } = ["Symbol", "InstrumentName"];

    /// <summary>Whether any of the symbols was defined.</summary>
    public bool AreFound => _ids.Count > 0;

    /// <summary>Learns the id when a message defines a security that is asked for.</summary>
    public void Learn(in InspectedPacket packet, in InspectedMessage message, DynamicDecoder decoder, SbeMessage template)
    {
        if (!_isDefinition.TryGetValue(template, out bool isDefinition))
        {
            isDefinition = Has(template, IdFields) && Has(template, SymbolFields);
            _isDefinition.Add(template, isDefinition);
        }

        if (!isDefinition) return;
        SymbolVisitor visitor = new(term, _room);
        _ = MessageDecoding.Decode(decoder, packet.Payload, message.Frame, message.Header, ref visitor);
        if (visitor.Found is { } id) _ids.Add(id);
    }

    /// <summary>Whether a field is the id of a security that is asked for.</summary>
    public bool Has(in DynamicField field) => IsOneOf(IdFields, field.Name) && field.TryGetNumber(out PrimitiveValue id) && _ids.Contains(id.Bits);

    /// <summary>Whether a name is one of some, whatever its case.</summary>
    public static bool IsOneOf(string[] names, string name) => Array.Exists(names, one => one.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool Has(SbeMessage template, string[] names) => template.Block.Fields.Any(field => IsOneOf(names, field.Name));
}
