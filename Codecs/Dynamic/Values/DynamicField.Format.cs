using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

public readonly ref partial struct DynamicField
{
    private const string NoValue = "null";
    private const int FirstTextLength = 256;

    /// <summary>
    /// Writes the value for people: a number in decimal digits, an enum and a set by names (a number or hexadecimal bits where they have
    /// none), text without filling and with control characters escaped, a decimal composite scaled and exact, "null" for no value.
    /// Other composites are written as their members in braces.
    /// </summary>
    /// <param name="destination">where the text goes</param>
    /// <param name="charsWritten">characters written; 0 when the result is false</param>
    /// <returns>false when the destination is too short</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        TextSpan text = new TextSpan(destination);
        Append(ref text);
        return text.TryEnd(out charsWritten);
    }

    /// <summary>The value for people, as <see cref="TryFormat"/> writes it.</summary>
    /// <returns>a new string</returns>
    public override string ToString()
    {
        Span<char> room = stackalloc char[FirstTextLength];
        int length;
        while (!TryFormat(room, out length))
            room = new char[room.Length * 2];
        return new(room[..length]);
    }

    private void Append(ref TextSpan text)
    {
        if (State is DynamicState.Null or DynamicState.Absent)
            text.Append(NoValue);
        else if (State == DynamicState.Constant)
            ValueText.AppendConstant(ref text, Type, Constant);
        else
            ValueText.Append(ref text, Type, Bytes, _order);
    }
}
