using FeedHandler.Codecs.Schema;
using FeedHandler.Host.Inspect.Output;

namespace FeedHandler.Host.Inspect;

/// <summary>What a filter asks of one thing: any of some values.</summary>
/// <param name="Key">What it asks of: `template`, `name`, `seq`, `line`, `dest`, `security`, or a field's name.</param>
/// <param name="FieldNames">The names of the fields asked; empty when it is not about fields.</param>
/// <param name="Values">The values, as typed.</param>
internal sealed record FilterTerm(string Key, string[] FieldNames, List<string> Values)
{
    private readonly Dictionary<SbeType, long[]> _numbers = new(ReferenceEqualityComparer.Instance);
    private string[]? _decimals;

    /// <summary>Whether a text is one of the values, whatever its case.</summary>
    public bool Has(ReadOnlySpan<char> text)
    {
        foreach (string value in Values)
        {
            if (text.Equals(value, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>Whether a number is one of the values or lies in a range such as `10-20`.</summary>
    public bool Has(ulong number)
    {
        foreach (string value in Values)
        {
            if (FilterRange.TryParse(value, out FilterRange range) && range.Has(number)) return true;
        }

        return false;
    }

    /// <summary>Whether a decimal is one of the values, however these are written.</summary>
    /// <param name="shown">The decimal, as every output has it.</param>
    public bool HasDecimal(ReadOnlySpan<char> shown)
    {
        foreach (string value in _decimals ??= [.. Values.Select(DecimalShape.Written).OfType<string>()])
        {
            if (shown.Equals(value, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>Whether a number on the wire is one of the values, as these mean it for its type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="bits">The number's bits.</param>
    public bool HasNumber(SbeType type, long bits)
    {
        if (!_numbers.TryGetValue(type, out long[]? numbers))
        {
            numbers = [.. Values.Select(value => FilterValue.Number(type, value)).OfType<PrimitiveValue>().Select(static number => number.Bits)];
            _numbers.Add(type, numbers);
        }

        return numbers.AsSpan().Contains(bits);
    }
}
