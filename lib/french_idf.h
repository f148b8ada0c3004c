/* placeholder until tools/idf.py has run */
#define IDF_COUNT 0
#define IDF_SCALE 16.0
#define IDF_UNKNOWN 9.0
static const char idf_text[] = "";
static const uint16_t idf_places[] = { 0 };
static const uint8_t idf_values[] = { 0 };
