namespace FeedHandler.Codecs;

/// <summary>What a schema says of a group that an encoder appends.</summary>
/// <param name="name">name of the group</param>
/// <param name="elements">names of all groups and data of the message by their stage, parted by semicolons</param>
/// <param name="stageMin">least stage at which the group may begin: that of the group around it</param>
/// <param name="stage">stage of the message once it has begun</param>
/// <param name="stageMax">stage of the last element inside it: entries may come until then</param>
/// <param name="countMax">most entries that the dimension can carry</param>
/// <param name="dimension">bytes of the dimension</param>
/// <param name="place">bytes from the start of the dimension to the number of entries</param>
/// <param name="width">bytes of that number</param>
/// <param name="isBigEndian">whether numbers have their most significant byte first</param>
/// <param name="tail">bytes that follow the group in the message while all of them are empty</param>
/// <param name="image">an empty entry, and the tail</param>
public readonly ref struct SbeGroupSlot(
    string name,
    string elements,
    int stageMin,
    int stage,
    int stageMax,
    int countMax,
    int dimension,
    int place,
    int width,
    bool isBigEndian,
    int tail,
    ReadOnlySpan<byte> image)
{
    internal readonly string Name = name;
    internal readonly string Elements = elements;
    internal readonly int StageMin = stageMin;
    internal readonly int Stage = stage;
    internal readonly int StageMax = stageMax;
    internal readonly int CountMax = countMax;
    internal readonly int Dimension = dimension;
    internal readonly int Place = place;
    internal readonly int Width = width;
    internal readonly bool IsBigEndian = isBigEndian;
    internal readonly int Tail = tail;
    internal readonly ReadOnlySpan<byte> Image = image;
}
