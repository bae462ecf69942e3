namespace FeedHandler.Host.Inspect;

/// <summary>What a filter asks of one thing: any of some values.</summary>
/// <param name="Key">What it asks of: `template`, `name`, `seq`, `line`, `dest`, `security`, or a field's name.</param>
/// <param name="FieldNames">The names of the fields asked; empty when it is not about fields.</param>
/// <param name="Values">The values, as typed.</param>
internal sealed record FilterTerm(string Key, string[] FieldNames, List<string> Values)
{
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
    public bool Has(long number)
    {
        foreach (string value in Values)
        {
            int dash = value.IndexOf('-', startIndex: 1);
            bool isRange = dash > 0;
            if (!long.TryParse(isRange ? value.AsSpan(0, dash) : value, out long first)) continue;
            long last = first;
            if (isRange && !long.TryParse(value.AsSpan(dash + 1), out last)) continue;
            if (number >= first && number <= last) return true;
        }

        return false;
    }
}
