namespace FeedHandler.Codecs;

/// <summary>What a schema says of variable-length data that an encoder appends.</summary>
/// <param name="name">name of the data</param>
/// <param name="elements">names of all groups and data of the message by their stage, parted by semicolons</param>
/// <param name="stageMin">least stage at which the data may be written: that of the group around it</param>
/// <param name="stage">stage of the message once it is written</param>
/// <param name="lengthMax">most bytes that the header can carry</param>
/// <param name="header">bytes before the data</param>
/// <param name="place">bytes from the start of the header to the length</param>
/// <param name="width">bytes of the length</param>
/// <param name="isBigEndian">whether the length has its most significant byte first</param>
/// <param name="isUtf8">for text: true when the schema says UTF-8, else one character is one byte</param>
/// <param name="tail">all that follows the data in the message, empty</param>
public readonly ref struct SbeVariableSlot(
    string name,
    string elements,
    int stageMin,
    int stage,
    int lengthMax,
    int header,
    int place,
    int width,
    bool isBigEndian,
    bool isUtf8,
    ReadOnlySpan<byte> tail)
{
    internal readonly string Name = name;
    internal readonly string Elements = elements;
    internal readonly int StageMin = stageMin;
    internal readonly int Stage = stage;
    internal readonly int LengthMax = lengthMax;
    internal readonly int Header = header;
    internal readonly int Place = place;
    internal readonly int Width = width;
    internal readonly bool IsBigEndian = isBigEndian;
    internal readonly bool IsUtf8 = isUtf8;
    internal readonly ReadOnlySpan<byte> Tail = tail;
}
