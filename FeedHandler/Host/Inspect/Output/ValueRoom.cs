using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Room for the text of one value, as large as the largest one was.</summary>
internal sealed class ValueRoom
{
    private const int CharsStart = 512;
    private char[] _chars = new char[CharsStart];

    /// <summary>The text of a field's value; lives until the next call.</summary>
    public ReadOnlySpan<char> Of(in DynamicField field)
    {
        int length;
        while (!field.TryFormat(_chars, out length)) Array.Resize(ref _chars, _chars.Length * 2);
        ReadOnlySpan<char> text = _chars.AsSpan(0, length);
        return field.Type is CompositeType type && DecimalShape.IsDecimal(type) ? DecimalShape.Shortest(text) : text;
    }

    /// <summary>The text of variable-length data; lives until the next call.</summary>
    public ReadOnlySpan<char> Of(in DynamicVariable data)
    {
        int length;
        while (!data.TryFormat(_chars, out length)) Array.Resize(ref _chars, _chars.Length * 2);
        return _chars.AsSpan(0, length);
    }
}
