namespace FeedHandler.Codecs;

/// <content>A name and its value in one call: what a view prints of a field is one statement for the compiler of the generated code.</content>
public ref partial struct SbeTextWriter
{
    /// <summary>Begins a named value and gives what is left to write it to; the caller then counts it with <see cref="Advance"/>.</summary>
    /// <param name="name">name in the code</param>
    /// <returns>what is left to write to</returns>
    public Span<char> After(string name)
    {
        Name(name);
        return Rest;
    }

    /// <summary>Writes a named value that is not there.</summary>
    /// <param name="name">name in the code</param>
    public void Null(string name)
    {
        Name(name);
        Null();
    }

    /// <summary>Writes a named number or view.</summary>
    /// <typeparam name="T">its type</typeparam>
    /// <param name="name">name in the code</param>
    /// <param name="value">what to write</param>
    public void Value<T>(string name, scoped in T value)
        where T : struct, ISpanFormattable, allows ref struct
    {
        Name(name);
        Value(in value);
    }

    /// <summary>Writes a named number that may be null.</summary>
    /// <typeparam name="T">its type</typeparam>
    /// <param name="name">name in the code</param>
    /// <param name="value">what to write</param>
    /// <param name="isNull">whether the value stands for none</param>
    public void Optional<T>(string name, T value, bool isNull)
        where T : struct, ISpanFormattable
    {
        if (isNull)
            Null(name);
        else
            Value(name, value);
    }

    /// <summary>Writes named text of a message in quotes.</summary>
    /// <param name="name">name in the code</param>
    /// <param name="text">the bytes of the text</param>
    /// <param name="isUtf8">true when the schema says UTF-8, else one byte is one character</param>
    public void Text(string name, ReadOnlySpan<byte> text, bool isUtf8)
    {
        Name(name);
        Text(text, isUtf8);
    }

    /// <summary>Writes named bytes as hexadecimal digits.</summary>
    /// <param name="name">name in the code</param>
    /// <param name="bytes">what to write</param>
    public void Bytes(string name, ReadOnlySpan<byte> bytes)
    {
        Name(name);
        Bytes(bytes);
    }

    /// <summary>Opens the entries of a named group; where it is malformed writes that, and there is nothing to close.</summary>
    /// <param name="name">name in the code</param>
    /// <param name="isRead">whether the group was read</param>
    /// <returns><paramref name="isRead"/></returns>
    public bool OpenList(string name, bool isRead)
    {
        if (IsRead(name, isRead))
            OpenList();
        return isRead;
    }

    /// <summary>Writes named data of a message as text in quotes.</summary>
    /// <param name="name">name in the code</param>
    /// <param name="isRead">whether the data was read; malformed when not</param>
    /// <param name="text">the bytes of the text</param>
    /// <param name="isUtf8">true when the schema says UTF-8, else one byte is one character</param>
    public void Text(string name, bool isRead, ReadOnlySpan<byte> text, bool isUtf8)
    {
        if (IsRead(name, isRead))
            Text(text, isUtf8);
    }

    /// <summary>Writes named data of a message as hexadecimal digits.</summary>
    /// <param name="name">name in the code</param>
    /// <param name="isRead">whether the data was read; malformed when not</param>
    /// <param name="bytes">what to write</param>
    public void Bytes(string name, bool isRead, ReadOnlySpan<byte> bytes)
    {
        if (IsRead(name, isRead))
            Bytes(bytes);
    }

    private bool IsRead(string name, bool isRead)
    {
        Name(name);
        if (!isRead)
            Malformed();
        return isRead;
    }
}
